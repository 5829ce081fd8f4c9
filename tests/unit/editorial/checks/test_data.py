import shutil

import pytest
from hanoiportal.editorial.checks.data import CheckData
from support import ROOT

FOLDER = ROOT / 'config/hanoi'
FILES = ('sources.csv', 'source_phrases.csv', 'glossary.csv', 'secrecy_marks.csv',
         'document_types.csv')


@pytest.fixture
def folder(tmp_path):
    for name in FILES:
        shutil.copy(FOLDER / name, tmp_path)
    return tmp_path


def test_every_source_has_a_basis_and_no_domain_is_both_allowed_and_refused():
    data = CheckData(FOLDER)

    assert all(source.basis for source in data.sources)
    assert not set(data.refused) & set(data.allowed)


def test_every_official_name_of_the_agencies_that_the_glossary_has_is_theirs():
    agencies = (FOLDER / 'agencies.csv').read_text(encoding='utf-8')
    names = [name.official for name in CheckData(FOLDER).names if 'agencies.csv' in name.basis]

    assert [name for name in names if name not in agencies] == []


def test_the_kinds_of_documents_know_their_abbreviations():
    kinds = CheckData(FOLDER).kinds

    assert kinds['Nghị định'] == {'NĐ'}
    assert kinds['Bộ luật'] == {'QH'}
    assert {'QĐ'} <= kinds['Quyết định']


@pytest.mark.parametrize('row', ['tabloid,X,x.vn,,,QĐ', 'press,X,x.vn,,,'])
def test_a_row_that_is_wrong_is_named(folder, row):
    with (folder / 'sources.csv').open('a', encoding='utf-8') as file:
        file.write(row + '\n')

    with pytest.raises(ValueError, match="'X'"):
        CheckData(folder)

"""The law on access to information as data: every row has its basis and both languages."""
import csv

import pytest
from hanoiportal.participation.informationrequests.rules import read_rules
from support import ROOT

FOLDER = ROOT / 'config/hanoi'
NAMES = [f'access_{each}.csv' for each in ('laws', 'terms', 'forms', 'steps', 'grounds')]


@pytest.fixture
def folder(tmp_path):
    """A copy of the files, to be spoilt."""
    for name in (*NAMES, 'access_form_fields.csv', 'access_clocks.csv'):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    return tmp_path


@pytest.mark.clause('3.5')
def test_every_form_of_the_decree_is_named():
    rules = read_rules(FOLDER)

    assert [form.code for form in rules.forms] == ['01a', '01b', '02', '03', '04', '05', '06']


def test_laws_follow_each_other_without_a_day_between():
    later, earlier = read_rules(FOLDER).laws

    assert (later.starts - earlier.ends).days == 1
    assert earlier.terms and all(term.days.isdigit() for term in earlier.terms)
    assert earlier.steps and len(earlier.forms) == 7
    assert [each.code for each in earlier.grounds] == ['a', 'b', 'c', 'd', 'dd', 'e']
    assert not (later.terms or later.steps or later.forms or later.grounds)


@pytest.mark.parametrize('name', NAMES)
def test_every_text_is_said_in_both_languages(name):
    with open(FOLDER / name, encoding='utf-8', newline='') as lines:
        rows = list(csv.DictReader(lines))

    assert rows and all(
        row[each] for row in rows for each in row if each.endswith(('_vi', '_en')))


@pytest.mark.parametrize('name', NAMES)
def test_a_row_without_a_basis_is_refused(folder, name):
    with open(folder / name, encoding='utf-8', newline='') as lines:
        header, first, *rows = csv.reader(lines)
    with open(folder / name, 'w', encoding='utf-8', newline='') as lines:
        csv.writer(lines).writerows([header, [*first[:-1], ''], *rows])

    with pytest.raises(ValueError, match=name):
        read_rules(folder)


@pytest.mark.parametrize('name', ['terms', 'steps', 'forms', 'grounds'])
def test_a_term_step_form_or_ground_of_no_law_is_refused(folder, name):
    path = folder / f'access_{name}.csv'
    path.write_text(path.read_text(encoding='utf-8').replace('2016,', '1999,', 1), 'utf-8')

    with pytest.raises(KeyError, match='1999'):
        read_rules(folder)

"""References resolve: a decision is cited as ``ADR 5``, and nothing that is not here is cited."""
import pytest
from check.completeness import titles
from check.references import files, loose
from servers import ROOT

DECISIONS = frozenset(number for number, _title, _name in titles(ROOT / 'docs/decisions'))


def test_every_reference_leads_somewhere():
    found = {str(path.relative_to(ROOT)): wrong for path in files(ROOT)
             if (wrong := loose(path.read_text(encoding='utf-8', errors='replace'), DECISIONS))}

    assert found == {}


def test_sources_tests_documents_and_data_are_read():
    names = {str(path.relative_to(ROOT)) for path in files(ROOT)}

    assert {'README.md', 'src/hanoiportal/base/clock.py', 'tests/support/markdown_links.py',
            'docs/model.md', 'config/hanoi/sources.csv', 'config/deploy/portal.ini'} <= names


def test_a_reference_that_leads_nowhere_is_found():
    for wrong in (
            'by roles (decision D5).', 'what is open (decision\n    58).',
            '# as of\n# decision\n# 58 ff', 'decisions D3, D4', 'Decision 7 is the story',
            '(decision 0005)', 'ADRs 35', 'decision [1](decisions/0001-x.md)',
            'see [14](0014-x.md)', 'see [14](../decisions/0014-x.md)', '[decision 14](0014-x.md)',
            '(house, D2)', '(feature B4)', 'features row K5', '(row J2)', 'rows J1–J3', '(A6)',
            '(4.2, K3)', '(A11, 14.1)', 'yêu cầu A12', '(issue 3; clause 8)', 'ADR 999',
            '[ADR 14](0015-x.md)', '[ADR 999](0999-x.md)'):
        assert loose(f'Kept {wrong} and so on', DECISIONS)


@pytest.mark.parametrize('right', [
    'ADR 5', '(ADR 3, ADR 4; clauses 5.2.a–c)', '[ADR 14](../decisions/0014-x.md)',
    'Decision 4263/QĐ-UBND', 'decision 15/QĐ-UBND', 'clause 13.1.h', '(ASVS 5.0, 6.4.6)',
    'paper of the size A4', 'python/cpython issue 106905', 'Alt+F10', '[1](#note)'])
def test_what_leads_somewhere_is_no_fault(right):
    assert loose(f'Kept {right} and so on', DECISIONS) == []

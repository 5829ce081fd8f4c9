import pytest
from support import clauses

ROWS = [
    {'clause': '5.2', 'weight': 'M', 'about': 'hosts', 'lacks': ''},
    {'clause': '5.2.a', 'weight': 'M', 'about': 'English', 'lacks': ''},
    {'clause': '7.6', 'weight': 'M', 'about': 'health', 'lacks': 'figures'},
    {'clause': '29', 'weight': 'S', 'about': 'violations', 'lacks': 'a register'},
]


def test_a_test_proves_the_clause_it_names_and_no_wider_one():
    found = clauses.proofs([('5.2.a', 'test_english')], ROWS)

    assert found == {'5.2': [], '5.2.a': ['test_english'], '7.6': [], '29': []}


@pytest.mark.parametrize('mark', ['36.1', '5.2.b', '29.3', '5'])
def test_a_mark_that_is_the_id_of_no_row_is_an_error_that_names_the_test(mark):
    with pytest.raises(pytest.UsageError, match=rf'test_wrong: .* no clause {mark}$'):
        clauses.proofs([(mark, 'test_wrong')], ROWS)


def test_each_demand_of_a_clause_is_proved_by_itself(tmp_path):
    table = tmp_path / 'clauses.csv'
    table.write_text('clause,weight,about\n13.2.a,M,updates\n14.2,M,text\n13.2.a,M,corrections\n')

    rows = clauses.read_clauses(table)
    found = clauses.proofs([('13.2.a/2', 'test_correction')], rows)

    assert [row['clause'] for row in rows] == ['13.2.a/1', '14.2', '13.2.a/2']
    assert found == {'13.2.a/1': [], '14.2': [], '13.2.a/2': ['test_correction']}
    with pytest.raises(pytest.UsageError, match=r'no clause 13\.2\.a'):
        clauses.proofs([('13.2.a', 'test_which')], rows)


def test_the_report_lists_proved_half_and_absent_demands_and_counts_each_weight_apart():
    found = clauses.proofs([('5.2', 'test_hosts'), ('7.6', 'test_health')], ROWS)

    assert list(clauses.report(ROWS, found)) == [
        'proved  5.2      M  hosts  [1: test_hosts]',
        'half    7.6      M  health; lacks figures  [1: test_health]',
        'absent  5.2.a    M  English',
        'absent  29       S  violations',
        'must (M): 1 proved, 1 half, 1 absent of 3 demands',
        'support (S): 0 proved, 0 half, 1 absent of 1 demands',
        'context (C): 0 proved, 0 half, 0 absent of 0 demands']


def test_the_table_holds_each_article_that_asks_something_of_software():
    table = clauses.read_clauses()

    articles = {int(row['clause'].split('.')[0]) for row in table}
    assert articles == set(range(1, 36)) - {22}
    assert {row['weight'] for row in table} == set(clauses.WEIGHTS)


@pytest.mark.parametrize('clause', ['28.8', '28.12', '33.6'])
def test_the_table_holds_the_duties_of_the_office_and_of_the_agencies(clause):
    assert [row['weight'] for row in clauses.read_clauses() if row['clause'] == clause] == ['S']

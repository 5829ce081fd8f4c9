import clauses
import pytest

ROWS = [
    {'clause': '5.2', 'weight': 'M', 'about': 'hosts'},
    {'clause': '5.2.a', 'weight': 'M', 'about': 'English'},
    {'clause': '29', 'weight': 'S', 'about': 'violations'},
]


def test_a_test_proves_the_clause_it_names_and_no_wider_one():
    marks = [('5.2.a', 'test_english'), ('29.3', 'test_violations')]

    found = clauses.proofs(marks, ROWS)

    assert found == {'5.2': [], '5.2.a': ['test_english'], '29': ['test_violations']}


def test_a_clause_that_does_not_exist_is_an_error_that_names_the_test():
    with pytest.raises(pytest.UsageError, match=r'test_wrong: .* no clause 36\.1'):
        clauses.proofs([('36.1', 'test_wrong')], ROWS)


def test_each_demand_of_a_clause_is_proved_by_itself(tmp_path):
    table = tmp_path / 'clauses.csv'
    table.write_text('clause,weight,about\n13.2.a,M,updates\n14.2,M,text\n13.2.a,M,corrections\n')

    rows = clauses.read_clauses(table)
    found = clauses.proofs([('13.2.a/2', 'test_correction')], rows)

    assert [row['clause'] for row in rows] == ['13.2.a/1', '14.2', '13.2.a/2']
    assert found == {'13.2.a/1': [], '14.2': [], '13.2.a/2': ['test_correction']}
    with pytest.raises(pytest.UsageError, match=r'no clause 13\.2\.a'):
        clauses.proofs([('13.2.a', 'test_which')], rows)


def test_the_report_tells_proved_from_not_proved_and_counts():
    found = clauses.proofs([('5.2', 'test_hosts')], ROWS)

    lines = list(clauses.report(ROWS, found))

    assert lines[0] == 'proved      5.2      M  hosts  [1: test_hosts]'
    assert [line.split()[2] for line in lines if line.startswith('not')] == ['5.2.a', '29']
    assert lines[-3:] == [
        'must: 1 of 2 clauses proved', 'support: 0 of 1 clauses proved',
        'context: 0 of 0 clauses proved']


def test_the_table_holds_each_article_that_asks_something_of_software():
    table = clauses.read_clauses()

    articles = {int(row['clause'].split('.')[0]) for row in table}
    assert articles == set(range(1, 36)) - {22}
    assert {row['weight'] for row in table} == set(clauses.WEIGHTS)

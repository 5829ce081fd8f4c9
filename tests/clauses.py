"""A pytest plugin: ``pytest --clauses`` lists the clauses of the regulation that tests prove.

It runs no test: it reads the marks ``@pytest.mark.clause('13.1.e')`` of the collected suite and
compares them with ``config/hanoi/clauses.csv``.  A mark that no row knows is an error; so is one
that names a clause of several demands and not which of them, as ``13.2.a/2`` does.
"""
import csv
from collections import Counter
from pathlib import Path

import pytest

TABLE = Path(__file__).parents[1] / 'config' / 'hanoi' / 'clauses.csv'
WEIGHTS = {'M': 'must', 'S': 'support', 'C': 'context'}


def read_clauses(path=TABLE):
    """Return the rows ``{'clause', 'weight', 'about'}`` of the table, one for each demand.

    The demands of a clause that makes several are told apart by number: ``13.2.a/1``,
    ``13.2.a/2``; so one is never taken for proved by the test of another.
    """
    with open(path, encoding='utf-8', newline='') as lines:
        rows = list(csv.DictReader(lines))
    demands, number = Counter(row['clause'] for row in rows), Counter()
    for row in rows:
        clause = row['clause']
        number[clause] += 1
        if demands[clause] > 1:
            row['clause'] = f'{clause}/{number[clause]}'
    return rows


def covers(mark, clause):
    """Tell whether ``mark`` is ``clause`` or a part of it: 29.1 covers 29, and 5.2 not 5.2.a."""
    return mark == clause or mark.startswith(clause + '.')


def proofs(marks, clauses):
    """Return for each clause the ids of the tests that prove it.

    ``marks``: pairs of clause and test id.  Raises ``pytest.UsageError`` on an unknown clause.
    """
    found = {row['clause']: [] for row in clauses}
    for mark, test in marks:
        covered = [clause for clause in found if covers(mark, clause)]
        if not covered:
            raise pytest.UsageError(f'{test}: {TABLE.name} has no clause {mark}')
        found[max(covered, key=len)].append(test)
    return found


def report(clauses, found):
    """Yield the lines of the list: the proved clauses, then those that no test proves."""
    for row in (row for row in clauses if found[row['clause']]):
        tests = found[row['clause']]
        yield f'proved      {_described(row)}  [{len(tests)}: {tests[0]}]'
    for row in (row for row in clauses if not found[row['clause']]):
        yield f'not proved  {_described(row)}'
    for weight, word in WEIGHTS.items():
        rows = [row for row in clauses if row['weight'] == weight]
        proved = sum(bool(found[row['clause']]) for row in rows)
        yield f'{word}: {proved} of {len(rows)} clauses proved'


def _described(row):
    return f'{row["clause"]:<8} {row["weight"]}  {row["about"]}'


def pytest_addoption(parser):
    parser.addoption('--clauses', action='store_true', help='list the proved clauses; run nothing')


def pytest_collection_modifyitems(config, items):
    """Check every mark on every run, so that a wrong number is found when it is written."""
    marks = [(mark.args[0], item.nodeid) for item in items for mark in item.iter_markers('clause')]
    config.stash[_FOUND] = proofs(marks, read_clauses())
    if config.option.clauses:
        items[:] = []


def pytest_report_collectionfinish(config):
    """Print the list where pytest tells what it collected."""
    return list(report(read_clauses(), config.stash[_FOUND])) if config.option.clauses else []


def pytest_sessionfinish(session):
    """Let a mere list end well although no test ran."""
    if session.config.option.clauses and session.exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
        session.exitstatus = pytest.ExitCode.OK


_FOUND = pytest.StashKey()

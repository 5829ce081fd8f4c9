"""A pytest plugin: ``pytest --clauses`` lists the clauses of the regulation that tests prove.

It runs no test: it reads the marks ``@pytest.mark.clause('13.1.e/1')`` of the collected suite and
compares them with ``config/hanoi/clauses.csv``.  A mark that is the id of no row is an error, on
every run.  A demand is *proved* by one test that bears its mark, *absent* without one, and *half*
if the column ``lacks`` of its row names what the portal does not yet do of it.
"""
import csv
from collections import Counter

import pytest

from . import ROOT

TABLE = ROOT / 'config' / 'hanoi' / 'clauses.csv'
WEIGHTS = {'M': 'must', 'S': 'support', 'C': 'context'}
STATES = ('proved', 'half', 'absent')


def read_clauses(path=TABLE):
    """Return the rows ``{'clause', 'weight', 'about', 'lacks'}``, one for each demand.

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


def proofs(marks, clauses):
    """Return for each clause the ids of the tests that prove it.

    ``marks``: pairs of clause and test id.  Raises ``pytest.UsageError`` on an unknown clause.
    """
    found = {row['clause']: [] for row in clauses}
    for mark, test in marks:
        if mark not in found:
            raise pytest.UsageError(f'{test}: {TABLE.name} has no clause {mark}')
        found[mark].append(test)
    return found


def state(row, tests):
    """Return which of ``STATES`` the demand of ``row`` is in, proved by the ``tests``."""
    if not tests:
        return 'absent'
    return 'half' if row['lacks'] else 'proved'


def report(clauses, found):
    """Yield the lines of the list by state, then the counts for each weight."""
    states = {row['clause']: state(row, found[row['clause']]) for row in clauses}
    for wanted in STATES:
        for row in (row for row in clauses if states[row['clause']] == wanted):
            yield f'{wanted:<6}  {_described(row, found[row["clause"]])}'
    for weight, word in WEIGHTS.items():
        number = Counter(states[row['clause']] for row in clauses if row['weight'] == weight)
        counts = ', '.join(f'{number[each]} {each}' for each in STATES)
        yield f'{word} ({weight}): {counts} of {number.total()} demands'


def _described(row, tests):
    lacks = f'; lacks {row["lacks"]}' if tests and row['lacks'] else ''
    proof = f'  [{len(tests)}: {tests[0]}]' if tests else ''
    return f'{row["clause"]:<8} {row["weight"]}  {row["about"]}{lacks}{proof}'


def pytest_addoption(parser):
    parser.addoption('--clauses', action='store_true', help='list the proved clauses; run nothing')


def pytest_collection_modifyitems(config, items):
    """Check every mark on every run, so that a wrong number is found when it is written."""
    marks = [(clause, item.nodeid) for item in items for mark in item.iter_markers('clause')
             for clause in mark.args]
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

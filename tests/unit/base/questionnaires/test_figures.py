"""Figures: nothing below ten is told, nor found by comparing what is told (clause 4.2.f)."""
import itertools
import random
from collections import Counter, defaultdict
from fractions import Fraction

import pytest
from hanoiportal.base.questionnaires import figures as module
from hanoiportal.base.questionnaires.answering import answers
from hanoiportal.base.questionnaires.figures import LEAST, LEAST_HIDDEN, figures, hidden
from hanoiportal.base.questionnaires.questions import (
    ASKED,
    MATRIX,
    NUMBER,
    ONE,
    SCALE,
    SEVERAL,
    Option,
    Question,
    Words,
    cells,
    partitions,
)


def options(*ids):
    return tuple(Option(each, Words(each)) for each in ids)


ASKS = (
    Question('q1', ONE, Words('Đi lại bằng gì?'), options=options('a', 'b', 'c')),
    Question('q2', SCALE, Words('Hài lòng?'), after='q1', answers=('a', 'b')),
    Question('q3', SEVERAL, Words('Cần gì?'), options=options('x', 'y'), required=True),
    Question('q4', NUMBER, Words('Tuổi?'), lowest=0, highest=99, edges=(18, 60), after='q3',
             answers=('x',)),
    Question('q5', MATRIX, Words('Từng việc?'), options=options('u', 'v'),
             rows=options('r1', 'r2'), required=True, after='q2', answers=('5',)))


def crowd(rng, number, heavy):
    """Return the counts of so many made-up people; ``heavy``: how uneven their answers are."""
    found = Counter()
    def pick(choices):
        weights = [rng.random() ** heavy for _each in choices]
        return lambda: rng.choices(choices, weights)[0]
    pickers = {'q1': pick(['a', 'b', 'c', '']), 'q2': pick(['1', '2', '3', '4', '5', '']),
               'q4': pick(['7', '30', '80', '']), 'q5.r1': pick(['u', 'v']),
               'q5.r2': pick(['u', 'v'])}
    share = [rng.random() ** heavy, rng.random()]
    for _each in range(number):
        given = {name: [picked()] for name, picked in pickers.items()}
        given['q3'] = [key for key, part in zip('xy', share, strict=True) if rng.random() < part]
        found.update(answers(ASKS, given).cells)
    return found


def equations(number):
    """Yield what everybody knows: ``({cell: factor}, sum)``."""
    for question in ASKS:
        if question.after:
            asked, total = {f'{question.after}.{each}': -1 for each in question.answers}, 0
        else:
            asked, total = {}, number
        if question.kind == SEVERAL:
            for value in question.values:
                cell = f'{question.id}.{value}'
                yield {cell: 1, f'not {cell}': 1, **asked}, total
        for partition in partitions(question):
            yield {**dict.fromkeys(partition.cells, 1), **asked}, total


def found_out(number, told):
    """Return ``{cell: value}`` of all that follows from what is told."""
    rows = [({name: Fraction(factor) for name, factor in factors.items()}, Fraction(total))
            for factors, total in (*equations(number), *(({name: 1}, value)
                                                        for name, value in told.items()))]
    solved = {}
    while rows:
        factors, total = rows.pop()
        if not factors:
            continue
        pivot, factor = next(iter(factors.items()))
        base = ({name: each / factor for name, each in factors.items()}, total / factor)

        def without(row, pivot=pivot, base=base):
            times = row[0].get(pivot, 0)
            if not times:
                return row
            left = {name: row[0].get(name, 0) - times * base[0].get(name, 0)
                    for name in {*row[0], *base[0]}}
            return {name: each for name, each in left.items() if each}, row[1] - times * base[1]

        rows = [without(row) for row in rows]
        solved = {name: without(row) for name, row in solved.items()}
        solved[pivot] = base
    return {name: int(total) for name, (factors, total) in solved.items() if len(factors) == 1}


@pytest.mark.clause('4.2.f')
def test_no_number_below_ten_follows_from_all_that_is_told():
    rng = random.Random(4263)
    numbers = 0
    for _round in range(250):
        number = rng.choice((20, 25, 40, 90, 300))
        counts = crowd(rng, number, rng.choice((.3, 1, 3, 6)))
        told = figures(ASKS, number, counts)
        known = found_out(number, told.cells)
        assert {name: value for name, value in known.items() if value < LEAST} == {}
        assert {name: counts[name] for name in told.cells} == told.cells
        numbers += len(told.cells)
    assert numbers > 600, 'most of what may be told is told'


def test_not_even_those_who_know_the_rule_find_one_out(monkeypatch):
    """Every partition of small numbers there is, each told as the rule tells it."""
    monkeypatch.setattr(module, 'LEAST', 4)
    monkeypatch.setattr(module, 'LEAST_HIDDEN', 8)
    for parts, most in ((2, 26), (3, 22), (4, 17)):
        for number in range(8, most):
            looks = defaultdict(list)
            for values in itertools.product(range(number + 1), repeat=parts - 1):
                if sum(values) <= number:
                    whole = (*values, number - sum(values))
                    out = frozenset(hidden(whole))
                    looks[out, tuple(value for at, value in enumerate(whole)
                                     if at not in out)].append(whole)
            for (out, _told), all_of_them in looks.items():
                for at in out:
                    could = {each[at] for each in all_of_them}
                    assert len(could) > 1 or min(could) >= 4


def test_what_is_hidden_is_twenty_together_or_all_there_is():
    rng = random.Random(1)
    for _round in range(2000):
        values = [int(60 * rng.random() ** 4) for _each in range(rng.randint(2, 7))]
        out = hidden(values)
        if out and len(out) < len(values):
            assert sum(values[at] for at in out) >= LEAST_HIDDEN
        assert all(values[at] >= LEAST for at in range(len(values)) if at not in out)


@pytest.mark.clause('4.2.f')
def test_of_fewer_than_twenty_the_number_alone_is_told():
    counts = dict.fromkeys(cells(ASKS), 19)
    assert figures(ASKS, 19, counts) == (19, {}, {})
    assert figures(ASKS, 20, {**counts, 'q1.a': 20}).cells


def test_a_branch_is_told_only_where_those_who_are_asked_are():
    asks = (ASKS[0], ASKS[1]._replace(answers=('a',)))
    scale = {f'q2.{each}': 12 for each in '12345'}
    counts = {'q1.a': 60, 'q1.b': 40, 'q1.c': 50, 'q1.none': 0, **scale}
    told = figures(asks, 150, counts)
    assert 'q1.a' not in told.cells
    assert 'q2' not in told.asked
    counts = {**counts, 'q1.none': 20}
    assert figures(asks, 170, counts).asked == {'q1': 170, 'q2': 60}


def test_how_many_chose_two_things_is_not_told():
    counts = {'q3.x': 55, 'q3.y': 48, f'q3.{ASKED}': 100}
    assert figures(ASKS[2:3], 100, counts).cells == {'q3.x': 55, 'q3.y': 48}
    assert figures(ASKS[2:3], 100, {**counts, 'q3.x': 95}).cells == {'q3.y': 48}

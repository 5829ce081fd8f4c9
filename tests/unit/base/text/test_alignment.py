import random
import time

import pytest
from hanoiportal.base.text.alignment import ADDED, REMOVED, SAME, Budget, align
from hypothesis import given
from hypothesis import strategies as st

FEW = st.lists(st.sampled_from('abcd'), max_size=25)


@given(FEW, FEW)
def test_the_steps_lead_from_the_one_to_the_other(before, after):
    made, i, j = [], 0, 0
    for step in align(before, after):
        assert (step.i1, step.j1) == (i, j)
        if step.kind == SAME:
            assert before[step.i1:step.i2] == after[step.j1:step.j2] != []
        assert step.kind != REMOVED or step.j1 == step.j2
        assert step.kind != ADDED or step.i1 == step.i2
        made += after[step.j1:step.j2]
        i, j = step.i2, step.j2

    assert (made, i, j) == (after, len(before), len(after))


@pytest.mark.parametrize('before, after, kept', [
    ('abcdef', 'abxdef', 'abdef'), ('aab', 'ab', 'ab'), ('abcabba', 'cbabac', 4),
    ('', 'abc', ''), ('abc', 'abc', 'abc'), ('the a of a b', 'the of a b', 'the of a b')])
def test_as_much_as_possible_stays(before, after, kept):
    same = ''.join(before[step.i1:step.i2] for step in align(before, after) if step.kind == SAME)

    assert same == kept or len(same) == kept


def test_the_same_twice_is_one_step():
    assert [tuple(step) for step in align('abab', 'abab')] == [(SAME, 0, 4, 0, 4)]


def test_without_steps_left_a_stretch_counts_as_replaced():
    steps = align('xababay', 'xbabbay', Budget(0))

    assert [step.kind for step in steps] == [SAME, REMOVED, ADDED, SAME]


@pytest.mark.parametrize('alphabet', [1, 2, 30, 3000, 10 ** 9])
def test_it_is_done_in_time_on_the_worst_of_texts(alphabet):
    draw = random.Random(7)
    before, after = ([draw.randrange(alphabet) for _ in range(60_000)] for _ in range(2))
    for at in range(0, 60_000, 97):
        after[at:at + 60] = before[at:at + 60]
    started = time.process_time()

    align(before, after)

    assert time.process_time() - started < 5

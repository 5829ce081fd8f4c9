"""Points by scale, totals, ranks with ties: exact, and the same whenever they are computed."""
import pytest
from hanoiportal.oversight.scoring.judging import (
    digest_of,
    is_open,
    points_of,
    ranked,
    result_of,
    total_of,
    value_in,
)
from hanoiportal.oversight.scoring.values import (
    NOT_APPLICABLE,
    BodyResult,
    Mark,
    ScoreCriterion,
)
from hanoiportal.oversight.selfassessment.interfaces import Portion
from hypothesis import given
from hypothesis import strategies as st


def criterion(weight=20, scale='share', measure='duties_met', code='a'):
    return ScoreCriterion(code, 'A', '', weight, scale, measure, 'Điều 32', 'low')


@pytest.mark.clause('28.5')
@pytest.mark.parametrize(('scale', 'kept', 'of', 'points'), [
    ('share', 1, 3, 667), ('share', 3, 3, 2000), ('share', 0, 3, 0), ('share', 0, 0, None),
    ('steps:90=100|50=40', 9, 10, 2000), ('steps:90=100|50=40', 89, 100, 800),
    ('steps:90=100|50=40', 49, 100, 0)])
def test_what_is_measured_has_points_by_its_scale(scale, kept, of, points):
    assert points_of(criterion(scale=scale), Mark(measured=Portion(kept, of))) == points


@pytest.mark.parametrize(('value', 'points'), [
    ('7.5', 375), ('0', 0), ('10', 500), (NOT_APPLICABLE, None)])
def test_a_mark_by_hand_has_points_by_its_range(value, points):
    assert points_of(criterion(5, '0..10', ''), Mark(value)) == points


def test_by_hand_goes_before_what_is_measured():
    assert points_of(criterion(), Mark('12', Portion(1, 1))) == 1200
    assert is_open(Mark()) and is_open(None) and not is_open(Mark(measured=Portion(0, 0)))


def test_a_mark_beyond_its_scale_is_none():
    for typed, value in (
            ('7,5', '7.5'), (' 10 ', '10'), ('', ''), ('na', 'na'), ('10.01', None), ('11', None),
            ('-1', None), ('7.555', None), ('٣', None), ('=1+1', None)):
        assert value_in(criterion(5, '0..10', ''), typed) == value


def test_what_does_not_apply_counts_neither_for_nor_against():
    criteria = [criterion(60), criterion(30), criterion(10)]
    assert total_of(criteria, [3000, 3000, 1000]) == 7000
    assert total_of(criteria, [3000, None, 1000]) == 5714
    assert total_of(criteria, [None, None, None]) == 0


@pytest.mark.clause('32')
def test_equal_totals_share_a_rank_and_kinds_are_ranked_apart():
    def body(label, level, total):
        return BodyResult(1, label, label, level, 0, total, (), ())

    rows = ranked([body('d', 'agency', 90), body('c', 'agency', 95), body('b', 'agency', 95),
                   body('a', 'agency', 99), body('x', 'commune', 10)])
    assert [(row.label, row.rank) for row in rows] == [
        ('a', 1), ('b', 2), ('c', 2), ('d', 4), ('x', 1)]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=3, max_size=3),
       st.permutations([0, 1, 2]))
def test_the_same_marks_give_the_same_bytes_in_any_order(pairs, order):
    criteria = [criterion(50, code='a'), criterion(50, 'steps:50=100', code='b')]
    results = [result_of(at, (f'b{at}', 'B', 'agency'), criteria, {
        'a': Mark(measured=Portion(min(pair), max(pair))), 'b': Mark(str(pair[0]))})
        for at, pair in enumerate(pairs)]
    shuffled = [results[at] for at in order]
    rows = ranked(results)
    assert digest_of(2026, criteria, rows) == digest_of(2026, criteria, ranked(shuffled))
    assert all(0 <= row.total <= 10000 for row in rows)

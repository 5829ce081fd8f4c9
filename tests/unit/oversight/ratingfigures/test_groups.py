"""Groups of ratings: no figure and no difference of two figures tells of fewer than so many."""
import random
from itertools import combinations

import pytest
from hanoiportal.oversight.ratingfigures.groups import Leaf, groups_of

LEAST = 10


def figures(groups):
    """Return how many ratings each figure that can be published is made of, by what it is of."""
    found = {'site': groups}
    for name in ('month', 'place', 'thing'):
        for value in {getattr(each, name) for each in groups}:
            found[name, value] = [each for each in groups if getattr(each, name) == value]
    return found


@pytest.mark.clause('4.2.f')
def test_no_figure_and_no_difference_of_figures_of_any_two_days_tells_of_few():
    for seed in range(20):
        chance = random.Random(seed)
        leaves = [
            Leaf(f'2026-{month:02}', place, place * 10 + at,
                 chance.choice((1, 2, 3, 9, 10, 25)), 30)
            for month in range(1, 13) for place in (0, 1, 2) for at in range(chance.randrange(4))]
        days = [groups_of([each for each in leaves if each.month <= f'2026-{month:02}'], LEAST)
                for month in range(1, 13)]

        told = [frozenset(each) for day in days for each in figures(day).values() if each]
        assert all(sum(group.number for group in each) >= LEAST for each in told), seed
        for one, other in combinations(set(told), 2):
            for less in (one - other, other - one):
                assert not less or sum(group.number for group in less) >= LEAST, seed


def test_what_is_too_few_is_told_with_others_of_its_section_or_of_later_months():
    leaves = [Leaf('2026-01', 1, 11, 4, 8), Leaf('2026-01', 1, 12, 6, 30),
              Leaf('2026-01', 2, 21, 3, 3), Leaf('2026-02', 2, 21, 7, 14)]

    assert groups_of(leaves[:3], LEAST) == [('2026-01', 1, 0, 10, 38)]
    for later in ([], [Leaf('2026-03', 2, 21, 9, 9)]):
        assert groups_of([*leaves, *later], LEAST)[1:] == [('2026-02', 0, 0, 10, 17)]

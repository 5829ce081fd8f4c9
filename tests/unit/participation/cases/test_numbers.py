"""How many cases a list has is known without counting them, whatever happens to them."""
from random import Random

import pytest
from hanoiportal.participation.cases.indexes import ASSIGNED, FIELD, KIND, CaseIndex
from hanoiportal.participation.cases.interfaces import STATES, CaseRow
from hanoiportal.participation.cases.listing import Wanted, page

SITES = ('1', '2')
VALUES = {'kind': ('question', 'reflection'), 'field': ('', 'a', 'b'), 'assigned': ('', 'u1')}


def one(chance, number):
    kind, field, assigned = (chance.choice(values) for values in VALUES.values())
    return CaseRow(number, kind, chance.choice(STATES), chance.choice(SITES), chance.random(), 1.0,
                   chance.random(), field, 'nơi', 'web', assigned, '')


@pytest.fixture(params=range(3))
def index(request):
    """An index after a story of which nobody knows the end."""
    chance, made = Random(request.param), CaseIndex()
    for _step in range(400):
        number = chance.randrange(1, 80)
        if chance.random() < 0.2:
            made.drop(number)
        else:
            made.put(one(chance, number))
    return made


def numbers(index):
    """Return how many rows each list of one filter says it has."""
    return {(site, state, name, value): page(index, Wanted(
        site, (state,), **{name: value}), 0, 0).total
        for site in SITES for state in STATES for name, values in VALUES.items()
        for value in values if value or name == 'assigned'}


def counted(index):
    """Return the same, by looking at the rows."""
    rows = [index.get(number) for number in index.places]
    return {key: sum((row.site, row.state, getattr(row, key[2])) == (*key[:2], key[3])
                     for row in rows) for key in numbers(index)}


def test_numbers_are_those_of_the_rows(index):
    assert index.mend() == 0
    assert numbers(index) == counted(index) and any(counted(index).values())


def test_an_index_of_before_counts_until_its_next_row_or_until_it_is_mended(index):
    right = numbers(index)
    for change in (lambda: index.put(one(Random(9), 999)), index.mend):
        del index.numbers
        assert numbers(index) == right
        change()
        assert index.numbers.numbers() and numbers(index) == counted(index)
        index.drop(999)


def test_wrong_numbers_are_mended(index):
    index.numbers.change(('1', STATES[0], FIELD, 'a'), 5)

    assert numbers(index) != counted(index)
    assert index.mend() == 1 and numbers(index) == counted(index)
    assert {KIND, FIELD, ASSIGNED} == {key[2] for key in index.numbers.numbers()}

"""The choices of a filter: the most frequent, the chosen first, the rest folded away."""
from types import SimpleNamespace

from hanoiportal.discovery.catalog.interfaces import Counts
from hanoiportal.shells.public.search.choices import MOST, SHOWN, Choices


def group(years, chosen=''):
    fields = {'year': chosen} if chosen else {}
    filters = SimpleNamespace(page=None, fields=fields)
    return Choices(filters, Counts({}, {}, {}, years)).groups[0]


def test_only_so_many_choices_are_shown_and_the_chosen_one_is_first():
    found = group(dict.fromkeys(range(1950, 2050), 1), '1951')

    assert len(found.choices) == SHOWN and len(found.choices) + len(found.more) == MOST
    assert [choice.name.text for choice in found.choices[:3]] == ['1951', '2049', '2048']
    assert found.choices[0].chosen and found.choices[0].value == ''
    assert found.choices[1].value == '2049' and found.choices[1].number == 1


def test_a_chosen_value_without_hits_stays_so_that_it_can_be_taken_off():
    assert [choice.number for choice in group({2026: 3}, '1951').choices] == [0, 3]

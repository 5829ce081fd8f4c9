"""The days of a search, at the edges of months and of what the ordered lists can tell."""
import datetime

import pytest
from hanoiportal.base.clock import HANOI
from hanoiportal.discovery.catalog.entries import month_of
from hanoiportal.discovery.catalog.facetedsearch import _ends, end_of
from hanoiportal.discovery.catalog.interfaces import CITY, Narrowing
from hanoiportal.discovery.catalog.services import CatalogService
from hanoiportal.discovery.search import parse

date = datetime.date


@pytest.mark.parametrize(('day', 'end'), [
    (None, None), (date(1970, 1, 1), None), (date(1970, 1, 2), (1970, 1, 3)),
    (date(2026, 2, 28), (2026, 3, 1)), (date(2105, 12, 31), (2106, 1, 1)),
    (date(2106, 1, 1), None)])
def test_a_day_has_passed_at_the_midnight_after_it_in_hanoi(day, end):
    assert end_of(day) == (end and datetime.datetime(*end, tzinfo=HANOI))


@pytest.mark.parametrize(('since', 'until', 'months'), [
    (date(2026, 3, 1), date(2026, 3, 31), []),
    (date(2026, 3, 2), date(2026, 3, 31), [date(2026, 3, 1)]),
    (date(2026, 3, 1), date(2026, 4, 29), [date(2026, 4, 1)]),
    (date(2026, 3, 31), date(2026, 5, 1), [date(2026, 3, 1), date(2026, 5, 1)]),
    (date(2024, 2, 1), date(2024, 2, 28), [date(2024, 2, 1)]),
    (date(2024, 2, 1), date(2024, 2, 29), [])])
def test_months_of_which_some_days_are_left_out_are_looked_through(since, until, months):
    assert _ends(since, until) == set(map(month_of, months))


@pytest.fixture
def find(small_portal, editing, publishing):
    """``find()``: what is found of one text of the city, and its counts."""
    publishing.publish(editing.add(small_portal['tin-tuc-su-kien'], '', 'NewsItem', {
        'title': 'Tin'}, 'test'), 'test')
    return lambda word='tin': CatalogService(small_portal).find(
        parse(word), small_portal, 'vi', Narrowing())


def test_where_no_site_has_a_hit_the_city_has_all_of_them(find):
    assert find().counts.sites == {CITY: 1}
    assert find('không').counts.sites == {}

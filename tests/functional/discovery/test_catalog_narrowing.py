"""Filters of a search and their counts, over the real indexes of a portal."""
import datetime

import pytest
from hanoiportal.base.clock import parse as moment
from hanoiportal.discovery.catalog.interfaces import CITY, Narrowing
from hanoiportal.discovery.catalog.services import CatalogService
from hanoiportal.discovery.search import parse

#: (title, site, section, type, day or local moment)
TEXTS = (
    ('Tin một', None, 'tin-tuc-su-kien', 'NewsItem', '2026-03-15'),
    ('Tin hai', None, 'tin-tuc-su-kien', 'NewsItem', '2026-03-31T23:59'),
    ('Tin ba', 'bavi', 'tin-tuc-su-kien', 'NewsItem', '2026-04-01T00:00'),
    ('Tin bốn', 'bavi', 'gioi-thieu', 'Page', '2025-12-31T23:30'),
    ('Tin năm', 'soxaydung', 'gioi-thieu', 'Page', '2026-01-01T00:30'),
)
FILTERS = (
    ({'site': 'bavi'}, 'ba bốn'), ({'site': CITY}, 'một hai'), ({'site': 'không-có'}, ''),
    ({'type': 'Page'}, 'bốn năm'), ({'section': 'gioi-thieu'}, 'bốn năm'),
    ({'section': 'gioi-thieu', 'site': 'bavi'}, 'bốn'), ({'type': 'không'}, ''))
DAYS = (
    ('2026-03-15', '2026-03-31', 'một hai'), ('2026-03-16', '2026-03-31', 'hai'),
    ('2026-03-01', '2026-04-01', 'một hai ba'), ('2026-04-01', None, 'ba'),
    (None, '2025-12-31', 'bốn'), ('2026-01-01', '2026-12-31', 'một hai ba năm'),
    ('2026-03-01', '2026-03-30', 'một'), ('2026-03-15', '2026-03-15', 'một'),
    (None, '1969-01-01', ''), ('2026-03-31', '2026-03-15', ''),
    ('0001-01-01', '9999-12-31', 'một hai ba bốn năm'))
NEWEST_FIRST = 'ba hai một năm bốn'


@pytest.fixture
def find(small_portal, editing, publishing):
    """callable(typed, **narrowing) -> (titles found, Counts)."""
    for title, site, section, kind, day in TEXTS:
        place = (small_portal['sites'][site] if site else small_portal)[section]
        item = editing.add(place, '', kind, {
            'title': title, 'body': '<p>Chữ</p>',
            **({'owner_unit': 'Văn phòng', 'next_review': '2030-01-01'} if kind == 'Page' else {}),
        }, 'test')
        publishing.publish(item, 'test', moment(day))
    catalog = CatalogService(small_portal)

    def ask(typed='tin', place=small_portal, newest=False, size=20, **narrowing):
        found = catalog.find(parse(typed), place, 'vi', Narrowing(**narrowing), 0, size, newest)
        assert len(found.batch.items) == min(size, found.batch.total)
        return [item.title[4:] for item in found.batch.items], found.counts

    return ask


def test_every_choice_is_counted_exactly(find, small_portal):
    found, counts = find()

    assert set(found) == {'một', 'hai', 'ba', 'bốn', 'năm'}
    assert counts.sites == {CITY: 2, 'bavi': 2, 'soxaydung': 1}
    assert counts.types == {'NewsItem': 3, 'Page': 2}
    assert counts.sections == {'tin-tuc-su-kien': 3, 'gioi-thieu': 2}
    assert counts.years == {2026: 4, 2025: 1}
    for narrowing in ({}, {'site': 'bavi'}, {'section': 'tin-tuc-su-kien'}, {'type': 'Page'}):
        _found, counts = find(**narrowing)
        for field, name in (('sites', 'site'), ('types', 'type'), ('sections', 'section')):
            for choice, number in getattr(counts, field).items():
                assert len(find(**{**narrowing, name: choice})[0]) == number
    found, counts = find(place=small_portal['sites']['bavi'], site='soxaydung')
    assert set(found) == {'ba', 'bốn'} and counts.sites == {}  # a site searches itself


def test_hits_are_counted_by_years(find):
    assert find()[1].years == {2026: 4, 2025: 1}


def test_a_choice_is_counted_with_the_other_filters_but_without_its_own(find):
    _found, counts = find(site='bavi', type='Page')

    assert counts.sites == {'bavi': 1, 'soxaydung': 1}
    assert counts.types == {'NewsItem': 1, 'Page': 1}
    assert counts.sections == {'gioi-thieu': 1}
    assert counts.years == {2025: 1}


def test_filters_leave_what_passes_them_and_days_are_those_of_hanoi(find):
    assert [(narrowing, set(find(**narrowing)[0])) for narrowing, _titles in FILTERS] == [
        (narrowing, set(titles.split())) for narrowing, titles in FILTERS]
    for since, until, titles in DAYS:
        days = {name: day and datetime.date.fromisoformat(day)
                for name, day in (('since', since), ('until', until))}
        wanted = [title for title in NEWEST_FIRST.split() if title in titles.split()]
        assert set(find(**days)[0]) == set(wanted), (since, until)
        for size in (1, 20):
            assert find(newest=True, size=size, **days)[0] == wanted[:size], (since, until)
    assert find(newest=True)[0] == NEWEST_FIRST.split()

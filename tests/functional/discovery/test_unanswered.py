"""Searches that find nothing are counted, and say nothing of who asked."""
import datetime
import time
from argparse import Namespace

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.base.interfaces import IClock
from hanoiportal.discovery.catalog.indexes import FACETS
from hanoiportal.discovery.search.unanswered import (
    DAYS,
    ENOUGH,
    LONGEST,
    IUnanswered,
    Unanswered,
    save,
    stripped,
    unanswered_of,
)
from hanoiportal.kernel.storage import snapshot
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.platform.scheduling.jobs import Job
from hanoiportal.platform.scheduling.scheduler import run_job
from hanoiportal.shells.commands import reindex, searches
from support.clocks import SetClock


@pytest.mark.parametrize(('typed', 'kept'), [
    ('Sổ  ĐỎ', 'sổ đỏ'), ('nguyen.van.a@example.vn hồ sơ', 'hồ sơ'), ('0912 345 678', ''),
    ('CCCD 001099012345 ở đâu', 'cccd ở đâu'), ('+84-912.345.678 gọi', 'gọi'),
    ('4263/QĐ-UBND', '4263 qđ ubnd'), ('...', ''), ('a ' * 50, 'a ' * 9 + 'a')])
def test_addresses_and_long_numbers_are_left_out(typed, kept):
    assert stripped(typed) == kept


def test_hostile_queries_cost_neither_time_nor_room(monkeypatch):
    began = time.process_time()
    assert len(stripped('a' * 60_000)) < LONGEST + 10
    assert time.process_time() - began < 2

    monkeypatch.setattr('hanoiportal.discovery.search.unanswered.MOST', 3)
    kept = Unanswered()
    kept.add({f'rác {number}': ENOUGH for number in range(9)}, datetime.date(2026, 11, 1))
    assert (len(kept.queries), len(kept.waiting)) == (3, 3)


def test_words_are_written_down_only_when_asked_often_and_are_forgotten():
    kept, day = Unanswered(), datetime.date(2026, 11, 1)

    kept.add({'sổ vàng': ENOUGH - 1, 'xe bay': 1}, day)
    assert kept.often() == [] and 'sổ vàng' not in repr(list(kept.waiting.items()))
    kept.add({'sổ vàng': 1}, day + datetime.timedelta(1))
    assert kept.often() == [('sổ vàng', ENOUGH, '2026-11-02')] and len(kept.waiting) == 1
    kept.add({'khác': 1}, day + datetime.timedelta(DAYS + 1))
    assert kept.often() == [('sổ vàng', ENOUGH, '2026-11-02')] and len(kept.waiting) == 1
    kept.add({'khác': 1}, day + datetime.timedelta(DAYS + 2))
    assert kept.often() == []


def test_the_day_is_that_of_hanoi(registry, environment, small_portal):
    registry.registerUtility(SetClock(parse('2026-11-26T01:00')), IClock)  # still the 25th in UTC
    registry.getUtility(IUnanswered).add({'xe bay': ENOUGH})

    run_job(registry, Job('unanswered', 60, save))

    transaction.begin()
    assert unanswered_of(environment.portal).often() == [('xe bay', ENOUGH, '2026-11-26')]


def test_what_is_not_found_is_listed_for_the_operator(app, registry, environment, capsys):
    before = snapshot.latest(content_database(registry))
    for _time in range(ENOUGH):
        answer = app.get('/search', {'q': 'Xe Bay xyzzy'})  # from the cache but for the first
        app.get('/search', {'q': 'thành phố', 'year': '1950'})
    assert 'X-Unanswered' not in answer.headers

    run_job(registry, Job('unanswered', 60, save))

    assert snapshot.latest(content_database(registry)) == before
    transaction.begin()
    assert [each[:2] for each in unanswered_of(environment.portal).often()] == [
        ('xe bay xyzzy', ENOUGH)]
    searches.run(environment, None)
    assert capsys.readouterr().out.endswith('\txe bay xyzzy\n')


def test_a_portal_that_lacks_indexes_is_indexed_anew(
        app, small_portal, environment, editing, publishing):
    item = editing.add(small_portal['tin-tuc-su-kien'], '', 'NewsItem', {
        'title': 'Thông báo', 'body': '<p>Chữ</p>'}, 'test')
    publishing.publish(item, 'test')
    for name in ('section', 'month', 'year'):
        del small_portal.indexes.catalog[name]
    transaction.commit()

    reindex.run(environment, Namespace(afresh=False))

    transaction.begin()
    assert set(FACETS) <= set(small_portal.indexes.catalog)
    found = app.get('/search', {'q': 'thong bao', 'section': 'tin-tuc-su-kien'})
    assert len(found.html.select('a.title')) == 1

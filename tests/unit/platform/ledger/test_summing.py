"""Sums against a plain recount of the events, one by one."""
import datetime
from collections import Counter
from types import SimpleNamespace

from hanoiportal.platform.ledger.interfaces import Event
from hanoiportal.platform.ledger.resource import BUCKET, Ledger
from hanoiportal.platform.ledger.rows import packed
from hanoiportal.platform.ledger.services import LedgerService
from hanoiportal.platform.ledger.summing import sums_of
from hypothesis import given
from hypothesis import strategies as st
from transaction import TransactionManager
from ZODB.DB import DB

UTC = datetime.timezone.utc
STARTS = [datetime.datetime(2026, month, 1, tzinfo=UTC) for month in (1, 7)]
BY = [('kind',), ('site', 'kind', 'section'), ('day', 'rule', 'amount', 'moment')]
EVENTS = st.lists(st.builds(
    Event, st.just(0), st.integers(-48, 24 * 183).map(
        lambda hours: STARTS[0] + datetime.timedelta(hours=hours)),
    st.sampled_from(('published', 'breach')), st.sampled_from(('', '7', '-8')),
    item=st.just('9'), language=st.just('vi'), author=st.just(''), length=st.just(0),
    of=st.none(), field=st.just(''), day=st.sampled_from((None, datetime.date(2026, 3, 1))),
    is_first=st.none(),
    editor=st.just(''), genre=st.just(''), pictures=st.just(0), amount=st.sampled_from((1, 5, -2)),
    content_type=st.sampled_from(('', 'NewsItem')), section=st.sampled_from(('', '3')),
    rule=st.sampled_from(('', 'sang'))), max_size=3 * BUCKET)


@given(EVENTS, st.none() | st.sampled_from(('7', '-8')), st.none() | st.integers(0, 3 * BUCKET),
       st.booleans(), st.sampled_from(((), ('breach',))), st.sampled_from(BY))
def test_sums_are_what_a_recount_of_the_events_finds(
        events, site, until, is_kept, kinds, by):
    portal = SimpleNamespace(ledger=Ledger())
    for event in events:
        portal.ledger.append(packed(event))
    if is_kept and events:  # as before an undoing: nothing counts twice, nothing is lost
        portal.ledger.keep(portal.ledger.buckets[1])
        portal.ledger.kept[len(events) + 5] = packed(events[0])
        events = [*events, *[events[0]._replace(number=0)] * 5]
    numbers = [*range(1, len(portal.ledger.buckets and events) + 1)]
    service = LedgerService.__new__(LedgerService)
    service._portal = portal

    counted = Counter()
    for number, event in zip(numbers, events, strict=True):
        if (_is_there(number, portal.ledger) and STARTS[0] <= event.moment < STARTS[1]
                and (site is None or event.site == site) and (until is None or number <= until)
                and (not kinds or event.kind in kinds)):
            counted[tuple(getattr(event, name) for name in by)] += event.amount
    assert service.sums(*STARTS, by, site=site, kinds=kinds, until=until) == counted


def _is_there(number, ledger):
    return any(bucket.start <= number < bucket.end for bucket in ledger.buckets.values()) or (
        number in ledger.kept)


def test_what_is_counted_is_not_kept_in_memory():
    database = DB(None)
    manager = TransactionManager()
    root = database.open(manager).root()
    root['ledger'] = Ledger()
    for number in range(3 * BUCKET):
        root['ledger'].append(packed(Event(0, STARTS[0], 'published', str(number or 1))))
    manager.commit()
    connection = root._p_jar
    connection.cacheMinimize()
    used = root['ledger'].buckets[1]
    assert used.rows  # somebody has read it: it stays

    sums = sums_of(root['ledger'], *STARTS, ('site',), site=None, kinds=(), until=None)
    assert sum(sums.values()) == 3 * BUCKET
    assert [bucket._p_changed for bucket in root['ledger'].buckets.values()] == [
        False, None, None]

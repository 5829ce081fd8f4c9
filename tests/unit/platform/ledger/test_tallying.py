"""A tally against a plain recount of the events, one by one."""
import datetime
from collections import Counter
from types import SimpleNamespace

from hanoiportal.platform.ledger.interfaces import Event, Tallied
from hanoiportal.platform.ledger.resource import BUCKET, Ledger
from hanoiportal.platform.ledger.rows import packed
from hanoiportal.platform.ledger.services import LedgerService
from hanoiportal.platform.ledger.tallying import tally
from hypothesis import given
from hypothesis import strategies as st
from transaction import TransactionManager
from ZODB.DB import DB

UTC = datetime.timezone.utc
STARTS = [datetime.datetime(2026, month, 1, tzinfo=UTC) for month in (1, 2, 7)]
EVENTS = st.lists(st.builds(
    Event, st.just(0), st.integers(-48, 24 * 183).map(
        lambda hours: STARTS[0] + datetime.timedelta(hours=hours)),
    st.sampled_from(('published', 'breach')), st.sampled_from(('', '7', '-8')),
    item=st.just('9'), language=st.just('vi'), author=st.just(''), length=st.just(0),
    of=st.none(), field=st.just(''), day=st.none(), is_first=st.none(),
    editor=st.just(''), genre=st.just(''), pictures=st.just(0), amount=st.sampled_from((1, 5, -2)),
    content_type=st.sampled_from(('', 'NewsItem')), section=st.sampled_from(('', '3')),
    rule=st.sampled_from(('', 'sang'))), max_size=3 * BUCKET)


def span_of(event):
    return next((at for at in (1, 0) if STARTS[at] <= event.moment < STARTS[at + 1]), None)


@given(EVENTS, st.none() | st.sampled_from(('7', '-8')), st.none() | st.integers(0, 3 * BUCKET),
       st.booleans(), st.booleans())
def test_a_tally_is_what_a_recount_of_the_events_finds(
        events, site, until, is_kept, sections):
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
        if (_is_there(number, portal.ledger) and span_of(event) is not None
                and (site is None or event.site == site) and (until is None or number <= until)):
            counted[Tallied(
                span_of(event), event.kind, event.site, event.content_type,
                event.section if sections else '', event.rule)] += event.amount
    assert service.tally(STARTS, site=site, until=until, sections=sections) == counted


def _is_there(number, ledger):
    return any(bucket.start <= number < bucket.end for bucket in ledger.buckets.values()) or (
        number in ledger.kept)


def test_what_is_counted_is_not_kept_in_memory():
    database = DB(None)
    manager = TransactionManager()
    root = database.open(manager).root()
    root['ledger'] = Ledger()
    for number in range(3 * BUCKET):
        root['ledger'].append(packed(Event(0, STARTS[1], 'published', str(number or 1))))
    manager.commit()
    connection = root._p_jar
    connection.cacheMinimize()
    used = root['ledger'].buckets[1]
    assert used.rows  # somebody has read it: it stays

    assert sum(tally(root['ledger'], STARTS, None, 10**6, sections=False).values()) == 3 * BUCKET
    assert [bucket._p_changed for bucket in root['ledger'].buckets.values()] == [
        False, None, None]

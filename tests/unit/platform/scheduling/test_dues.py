"""The index of due moments."""
import datetime

import transaction
import ZODB
from hanoiportal.platform.scheduling.resource import Dues
from ZODB.MappingStorage import MappingStorage

NOON = datetime.datetime(2026, 11, 24, 5, tzinfo=datetime.timezone.utc)


def entry(minutes, kind, oid):
    return (NOON + datetime.timedelta(minutes=minutes)).timestamp(), kind, oid


def test_what_is_due_comes_earliest_first_and_the_instant_itself_is_due():
    dues = Dues()
    for oid, minutes in ((1, 0), (2, -5), (3, 1 / 60)):
        dues.keep(oid, frozenset({entry(minutes, 'publish', oid)}))

    assert [oid for _moment, _kind, oid in dues.until(NOON)] == [2, 1]


def test_what_a_document_waits_for_takes_the_place_of_what_it_waited_for():
    dues = Dues()
    dues.keep(1, frozenset({entry(0, 'publish', 1), entry(5, 'expire', 1)}))
    dues.keep(1, frozenset({entry(5, 'expire', 1)}))

    assert list(dues.entries) == [entry(5, 'expire', 1)]
    dues.keep(1, frozenset())
    assert (list(dues.entries), list(dues.by_oid)) == ([], [])


def test_what_stays_as_it_is_writes_nothing():
    database = ZODB.DB(MappingStorage())
    connection = database.open()
    connection.root()['dues'] = dues = Dues()
    dues.keep(1, frozenset({entry(0, 'publish', 1)}))
    transaction.commit()
    dues.keep(1, frozenset({entry(0, 'publish', 1)}))
    dues.keep(2, frozenset())

    assert connection._registered_objects == []
    transaction.abort()
    connection.close()
    database.close()

"""What one person was told, in few bytes and without meeting others."""
import datetime
import pickle

import pytest
import transaction
import ZODB
from hanoiportal.platform.notifications.resource import MOST, Notices
from ZODB.MappingStorage import MappingStorage

NOON = datetime.datetime(2026, 11, 24, 5, tzinfo=datetime.timezone.utc)
SECOND = datetime.timedelta(seconds=1)


def filled(number):
    notices = Notices()
    for each in range(number):
        notices.add(NOON + each * SECOND, 'returned', 4711, 'u0123456789abcdef', {})
    return notices


def test_the_oldest_go_and_do_not_count_as_unread():
    notices = filled(MOST + 3)

    assert len(notices.entries) == notices.unread() == MOST
    assert notices.entries.minKey() == int((NOON + 3 * SECOND).timestamp() * 1_000_000)


def test_two_at_one_instant_are_two():
    notices = filled(1)
    numbers = {notices.add(NOON, 'returned', 1, '', {}) for _ in range(2)}

    assert len(numbers) == 2
    assert notices.unread() == 3


def test_reading_counts_once():
    notices = filled(2)
    number = notices.entries.minKey()
    notices.read(number)
    notices.read(number)
    notices.read(12)

    assert notices.unread() == 1


def test_telling_somebody_writes_little_however_much_they_were_told():
    database = ZODB.DB(MappingStorage())
    connection = database.open()
    connection.root()['notices'] = notices = filled(MOST - 1)
    transaction.commit()
    notices.add(NOON + 1000 * SECOND, 'returned', 4711, 'u0123456789abcdef', {})
    sizes = [len(pickle.dumps(each.__getstate__())) for each in connection._registered_objects]
    transaction.abort()
    connection.close()
    database.close()

    assert 0 < sum(sizes) < 2048


@pytest.mark.parametrize('before', [1, 12, 90])
def test_two_who_tell_one_person_at_once_seldom_meet(tmp_path, before):
    database = ZODB.DB(str(tmp_path / 'data.fs'))
    first, second = transaction.TransactionManager(), transaction.TransactionManager()
    one = database.open(first)
    one.root()['notices'] = filled(before)
    first.commit()
    two = database.open(second)
    one.root()['notices'].add(NOON + 500 * SECOND, 'returned', 1, '', {})
    two.root()['notices'].add(NOON + 501 * SECOND, 'returned', 2, '', {})
    first.commit()
    second.commit()
    first.begin()

    assert one.root()['notices'].unread() == before + 2
    first.abort()
    one.close()
    two.close()
    database.close()

import datetime

import transaction
import ZODB
from hanoiportal.kernel.security.authentication.ended import Ended, end, is_ended

NOW = datetime.datetime(2026, 11, 24, tzinfo=datetime.timezone.utc)
HOUR = datetime.timedelta(hours=1)


class Mount:
    """Stands for the mount of the other database."""

    def __init__(self):
        self.root = {}

    def mounted(self):
        return self.root


def test_a_session_is_over_once_it_was_ended():
    portal = {'interactions': Mount()}
    assert not is_ended(portal, 's1')

    end(portal, 's1', NOW + HOUR, NOW)

    assert is_ended(portal, 's1') and not is_ended(portal, 's2')


def test_asking_writes_nothing():
    portal = {'interactions': Mount()}
    is_ended(portal, 's1')

    assert portal['interactions'].root == {}


def test_the_days_that_are_over_are_forgotten_whole():
    ended = Ended()
    ended.add('s1', NOW + HOUR, NOW)
    ended.add('s2', NOW + 25 * HOUR, NOW)
    assert 's1' in ended and 's2' in ended

    ended.add('s3', NOW + 26 * HOUR, NOW + 24 * HOUR)

    assert [list(day) for day in ended.days.values()] == [['s2', 's3']]
    assert 's1' not in ended


def test_two_that_log_out_at_once_do_not_meet(tmp_path):
    database = ZODB.DB(str(tmp_path / 'content.fs'))
    managers = [transaction.TransactionManager() for _ in range(2)]
    one, two = (database.open(manager) for manager in managers)
    one.root()['ended'] = Ended()
    one.root()['ended'].add('s0', NOW + HOUR, NOW)
    managers[0].commit()
    managers[1].begin()

    for connection, session in ((one, 's1'), (two, 's2')):
        connection.root()['ended'].add(session, NOW + HOUR, NOW)
    for manager in managers:
        manager.commit()

    managers[0].begin()
    assert all(session in one.root()['ended'] for session in ('s0', 's1', 's2'))
    one.close()
    two.close()
    database.close()

import datetime

from hanoiportal.security.ended import Ended, end, is_ended

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


def test_what_would_be_over_anyway_is_forgotten():
    ended = Ended()
    ended.add('s1', NOW + HOUR, NOW)
    ended.add('s2', NOW + 3 * HOUR, NOW)
    ended.add('s3', NOW + 3 * HOUR, NOW + HOUR)

    assert list(ended.until) == ['s2', 's3']

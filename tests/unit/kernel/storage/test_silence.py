"""A server that is gone is waited for as long as a restart takes, and no longer."""
from types import SimpleNamespace

from hanoiportal.kernel.storage.databases import Database
from hanoiportal.kernel.storage.silence import BRIDGED, Silence
from ZODB.MappingStorage import MappingStorage


class Storage(MappingStorage):
    """One whose server can be gone."""

    there = True

    def is_connected(self):
        return self.there


def test_it_lasts_when_the_server_has_been_gone_for_a_while_and_ends_when_it_is_back():
    storage, now = Storage(), [100.0]
    registry = SimpleNamespace(_zodb_databases={
        '': Database(storage), 'drafts': Database(MappingStorage())})
    silence = Silence(lambda: now[0])

    def lasts(after):
        now[0] += after
        return silence.lasts(registry)

    assert not lasts(0)
    storage.there = False
    assert [lasts(10), lasts(BRIDGED - 0.1), lasts(0.1)] == [False, False, True]
    storage.there = True
    assert not lasts(1)
    storage.there = False
    assert not lasts(50)

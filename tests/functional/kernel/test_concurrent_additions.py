"""Several writers at one section at once: nothing is lost, nothing is there twice."""
import random
from threading import Barrier, Thread

import pytest
import transaction
from hanoiportal.base.interfaces import IClock
from hanoiportal.content.versions.services import EditingService
from hanoiportal.content.versions.versions import Versions
from hanoiportal.discovery.catalog.services import CatalogService
from hanoiportal.editorial.boards.services import BoardService
from hanoiportal.editorial.publishing.services import PublishingService
from hanoiportal.kernel.storage import retry
from hanoiportal.kernel.storage.databases import ROOT, content_database
from hanoiportal.kernel.tree.events import send
from support.gone_with import dependencies

WRITERS, EACH = 4, 6


@pytest.fixture
def section(portal, editing):
    editing.add(portal, 'tin', 'Section', {'title': 'Tin'}, 'test')
    transaction.commit()
    return portal['tin']


class Writer(Thread):
    """Adds and publishes news of one title over a connection of its own."""

    def __init__(self, registry, barrier):
        super().__init__()
        self._registry = registry
        self._barrier = barrier
        self.attempts, self.failure = 0, None

    def run(self):
        manager = transaction.TransactionManager()
        connection = content_database(self._registry).open(manager)
        try:
            self._barrier.wait()
            for number in range(EACH):
                retry.run(manager, lambda number=number: self._add(connection.root()[ROOT]))
        except Exception as error:  # noqa: BLE001 - shown by the test, in its own thread
            self.failure = error
        finally:
            manager.abort()
            connection.close()

    def _add(self, portal):
        self.attempts += 1
        clock, notify = self._registry.getUtility(IClock), send(self._registry)
        item = EditingService(self._registry, _anything, clock, notify).add(
            portal['tin'], '', 'NewsItem', {'title': 'Cùng một tiêu đề'}, 'lan')
        PublishingService(
            self._registry, _anything, clock, notify, Versions(self._registry),
            BoardService(_anything, clock, notify),
            lambda: dependencies(self._registry, portal)).publish_imported(item, 'lan', 'tests')


def _anything(permission, resource):
    return True


def test_nothing_is_lost_when_all_write_at_once(registry, portal, section):
    random.seed(1)
    barrier = Barrier(WRITERS)
    writers = [Writer(registry, barrier) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    transaction.begin()

    total = WRITERS * EACH
    assert [writer.failure for writer in writers] == [None] * WRITERS
    assert sum(writer.attempts for writer in writers) > total  # they did meet
    assert len(section) == len(set(section)) == total
    assert len({item.__oid__ for item in section.values()}) == total
    assert all(portal.__objectmap__.object_for(item.__oid__) is item for item in section.values())
    batch = CatalogService(portal).latest(section, 'vi', size=100)
    assert (batch.total, len(set(batch.items))) == (total, total)
    assert len(portal.indexes.catalog['within'].bitmap(section.__oid__)) == total

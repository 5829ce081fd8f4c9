"""Eight publish at once: whoever follows meanwhile misses no row, and none is written besides."""
import threading
from contextlib import closing

import transaction
from hanoiportal.editorial.publishing.interfaces import IPublishing
from hanoiportal.integration.changes.interfaces import IChanges
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.platform.ledger.interfaces import PUBLISHED
from hanoiportal.platform.ledger.resource import Bucket
from hanoiportal.platform.scheduling.opening import opened
from ZODB.POSException import ConflictError
from ZODB.utils import get_pickle_metadata

WRITERS, EACH = 8, 6


def publish(registry, oids, failed):
    try:
        with opened(registry, 'test') as environment:
            for oid in oids:
                def work(oid=oid):
                    item = environment.portal.__objectmap__.object_for(oid)
                    environment.request.service(IPublishing).publish_imported(
                        item, 'uban', 'tests')

                environment.in_transaction(work)
    except Exception as error:  # noqa: BLE001  it is told to the test
        failed.append(error)


def follow(registry, start, seen, is_over):
    """Note each page's rows as somebody who asks all the time gets them."""
    position, is_last = start, False
    with opened(registry, 'follow') as environment:
        while not (is_over.is_set() and is_last):
            had_ended = is_over.is_set()
            page = environment.in_transaction(lambda at=position: environment.registry.getAdapter(
                environment.portal, IChanges).since(at, 5))
            seen.extend(page.changes)
            position, is_last = page.position, page.is_last and had_ended


def test_eight_who_publish_lose_no_row_and_conflict_no_more_than_the_ends_of_records(
        registry, small_portal, editing, monkeypatch):
    sections = [each for site in (small_portal, *small_portal['sites'].values())
                for each in site.values()
                if 'NewsItem' in getattr(each, 'allowed_types', ())][:WRITERS]
    items = [[editing.add(section, f'tin-{number}', 'NewsItem', {'title': 'Tin'}, 'a').__oid__
              for number in range(EACH)] for section in sections]
    transaction.commit()
    conflicts, resolve = [], Bucket._p_resolveConflict

    def counting(bucket, *states):
        try:
            return resolve(bucket, *states)
        except ConflictError:
            conflicts.append(bucket)
            raise

    monkeypatch.setattr(Bucket, '_p_resolveConflict', counting)
    start = registry.getAdapter(small_portal, IChanges).position()
    seen, failed, is_over = [], [], threading.Event()
    reader = threading.Thread(target=follow, args=(registry, start, seen, is_over))
    writers = [threading.Thread(target=publish, args=(registry, oids, failed)) for oids in items]
    for each in (reader, *writers):
        each.start()
    for each in writers:
        each.join()
    is_over.set()
    reader.join()

    assert failed == []
    numbers = [each.number for each in seen]
    assert numbers == list(range(start.number + 1, start.number + WRITERS * EACH + 1))
    assert sorted(each.id for each in seen) == sorted(str(oid) for oids in items for oid in oids)
    assert all(each.kind == PUBLISHED and each.languages == ('vi',) for each in seen)
    assert len(conflicts) <= WRITERS * (WRITERS * EACH // 16 + 2)  # where a record is full


def test_a_publication_writes_one_row_and_no_record_for_the_stream(
        registry, city_news, editing, publishing, ledger):
    item = editing.add(city_news, 'tin', 'NewsItem', {'title': 'Tin'}, 'a')
    transaction.commit()
    before = ledger.last()
    publishing.publish(item, 'uban')
    transaction.commit()

    assert ledger.last() == before + 1
    storage = content_database(registry).storage
    tid = storage.lastTransaction()
    with closing(storage.iterator(tid, tid)) as found:
        written = [get_pickle_metadata(record.data) for record in next(iter(found))]
    ours = [name for module, name in written if module.startswith('hanoiportal.platform.ledger')]
    assert set(ours) <= {'Bucket', 'Ledger'} and ours.count('Bucket') == 1

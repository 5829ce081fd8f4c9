"""A page of 500 changes out of 10⁶ rows: time of a processor, at the beginning and at the end.

``make changes`` fills an empty folder with a ledger and reads pages in a process that has them in
its cache, and in one that has read nothing.
"""
import datetime
from random import Random
from statistics import median
from time import perf_counter, process_time

import transaction
from hanoiportal.base.clock import parse
from hanoiportal.base.garbage import never_mind_what_is
from hanoiportal.integration.changes.interfaces import MOST, IChanges, Position
from hanoiportal.platform.ledger.interfaces import CORRECTED, PUBLISHED, WITHDRAWN, Event
from hanoiportal.platform.ledger.resource import BUCKET, Bucket, get_or_create_ledger
from hanoiportal.platform.ledger.rows import packed

from .allsites import with_all_sites

ROWS, ITEMS = 1_000_000, 20_000
#: What it must reach: milliseconds of a page.
MILLISECONDS = 5
_KINDS = (PUBLISHED, CORRECTED, WITHDRAWN)
_SECOND = datetime.timedelta(seconds=1)
_AT_ONCE = 2000
#: Pages of each kind that are read.
_PAGES = 40


def main():
    """Do it in a folder of its own; return 1 if the gate is missed."""
    return with_all_sites(_measure)


def _measure(environment):
    portal = environment.portal
    _plant(environment, _items(environment))
    changes = environment.registry.getAdapter(portal, IChanges)
    never_mind_what_is()  # as the server does
    end = changes.position()
    failed = 0
    for name, number in (('first', 0), ('middle', ROWS // 2), ('last', end.number - MOST)):
        position, times, cold = Position(end.epoch, number), [], []
        for _each in range(_PAGES):
            portal._p_jar.cacheMinimize()
            cold.append(_took(changes, position))
            times.append(min(_took(changes, position) for _again in range(3)))
        took = median(times)
        failed |= took > MILLISECONDS
        print(f'{name} page of {MOST} out of {end.number} rows: {took:.2f} ms of a processor, '
              f'{median(cold):.1f} ms where nothing was read; at most {MILLISECONDS} are wanted')
    return int(failed)


def _took(changes, position):
    start = process_time()
    page = changes.since(position, MOST)
    took = process_time() - start
    assert len(page.changes) > MOST // 2
    return took * 1000


def _items(environment):
    """Return object ids of public items: as many as sections take in a minute."""
    portal, editing = environment.portal, environment.editing
    sections = [place for site in portal['sites'].values() for place in site.values()
                if 'NewsItem' in getattr(place, 'allowed_types', ())]
    made, start = [], perf_counter()
    for number in range(ITEMS):
        place = sections[number % len(sections)]
        item = editing.add(place, f'tin-{number}', 'NewsItem', {'title': f'Tin {number}'},
                           'utacgia', {'state': 'published'})
        made.append((str(item.__oid__), str(place.__oid__), str(place.__parent__.__oid__)))
        if not number % 200:
            transaction.commit()
            if perf_counter() - start > 60:
                break
    transaction.commit()
    return made


def _plant(environment, items):
    portal, chance = environment.portal, Random(4263)
    ledger, moment = get_or_create_ledger(portal), parse('2025-01-01')
    number = ledger.last + 1
    while number <= ROWS:
        rows = []
        for each in range(BUCKET):
            item, section, site = chance.choice(items)
            rows.append(packed(Event(
                0, moment + (number + each) * _SECOND, chance.choice(_KINDS), site, item,
                'NewsItem', section, 'vi', 'utacgia', 3000)))
        bucket = ledger.buckets[number] = Bucket(number)
        bucket.rows = tuple(rows)
        number += BUCKET
        if not number // BUCKET % _AT_ONCE:
            transaction.commit()
            portal._p_jar.cacheMinimize()
    transaction.commit()


if __name__ == '__main__':
    raise SystemExit(main())

"""A report of the city over 150 sites and a year of 10⁶ events: time of a processor, and memory.

``make reports`` fills an empty folder with the sites and the ledger of a year, counts a report of
the city in a process that has just read nothing, and compares its figures with what was planted.
"""
import datetime
import sys
from collections import Counter
from pathlib import Path
from random import Random
from time import process_time

import transaction
from hanoiportal.base.clock import parse
from hanoiportal.base.garbage import never_mind_what_is
from hanoiportal.base.periods import period_of
from hanoiportal.oversight.reports.services import figures_of
from hanoiportal.platform.ledger.interfaces import CORRECTED, PUBLISHED, WITHDRAWN, Event
from hanoiportal.platform.ledger.resource import BUCKET, Bucket, get_or_create_ledger
from hanoiportal.platform.ledger.rows import packed

from .allsites import with_all_sites

EVENTS, YEAR = 1_000_000, '2025'
#: What it must reach: seconds of a processor, mebibytes.
SECONDS, MEBIBYTES = 5, 300
_KINDS = (PUBLISHED, PUBLISHED, PUBLISHED, CORRECTED, WITHDRAWN)
_SECOND = datetime.timedelta(seconds=1)
#: Buckets written at once.
_AT_ONCE = 2000


def main():
    """Do it in a folder of its own; return 1 if a figure is wrong or a gate is missed."""
    return with_all_sites(_measure)


def _measure(environment):
    planted = _plant(environment)
    portal, figures = environment.portal, figures_of(environment.request)
    portal._p_jar.cacheMinimize()
    never_mind_what_is()  # as the server does
    before = _peak(forget=True)
    start = process_time()
    counted = figures.counted(portal, period_of(YEAR), parse('2026-01-05'))
    took, peak = process_time() - start, _peak()
    found = {kind: counted.values[f'ledger:{kind}'] for kind in planted}
    print(f'{len(counted.sites)} sites, {EVENTS} events: {took:.2f} s of a processor, at most '
          f'{peak} MiB in all, {peak - before} more than before; at most {SECONDS} s and '
          f'{MEBIBYTES} MiB are wanted; figures {"right" if found == planted else "wrong"}')
    return int(found != planted or took > SECONDS or peak > MEBIBYTES)


def _plant(environment):
    """Write the events; return how many there are of each kind."""
    portal, chance, planted = environment.portal, Random(4263), Counter()
    sites = [str(portal.__oid__), *(str(site.__oid__) for site in portal['sites'].values()
                                    if site.is_active)]
    first = period_of(YEAR).start
    step = 365 * 86_400 * _SECOND / EVENTS
    ledger = get_or_create_ledger(portal)
    begin = ledger.last + 1
    for start in range(0, EVENTS, BUCKET):
        bucket = ledger.buckets[begin + start] = Bucket(begin + start)
        events = [Event(
            0, first + (start + each) * step, chance.choice(_KINDS), chance.choice(sites),
            item=str(10**9 + start + each), content_type=chance.choice(('NewsItem', 'Page')),
            section=str(10**8 + chance.randrange(40)), language='vi', author='bien-tap',
            length=chance.randrange(9000)) for each in range(min(BUCKET, EVENTS - start))]
        planted.update(event.kind for event in events)
        bucket.rows = tuple(map(packed, events))
        ledger._note_days(bucket, bucket.rows)
        if start // BUCKET % _AT_ONCE == 0:
            transaction.commit()
            portal._p_jar.cacheMinimize()
    transaction.commit()
    return dict(planted)


def _peak(*, forget=False):
    """Return the most memory that this process has had, in mebibytes; ``forget`` what it had."""
    if forget:
        Path('/proc/self/clear_refs').write_text('5', encoding='ascii')
    line = next(line for line in Path('/proc/self/status').read_text(encoding='ascii').splitlines()
                if line.startswith('VmHWM'))
    return int(line.split()[1]) // 1024


if __name__ == '__main__':
    sys.exit(main())

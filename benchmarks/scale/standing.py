"""Making the portal, batch by batch, each a transaction of its own."""
import resource
import sys
import time

import transaction
from hanoiportal.base.i18n import DEFAULT
from hanoiportal.content.transfer.blobs import Blobs
from hanoiportal.content.transfer.services import Importing
from hanoiportal.kernel.storage.databases import ROOT
from hanoiportal.shells.commands.environment import opened
from hanoiportal.shells.commands.progress import Progress

from ..bench import filling
from ..bench.serving import write_ini
from ..bench.table import Row
from .lines import News, first_lines

BATCH = 2000


def make(var, items):
    """Make a portal of ``items`` in ``var``, or what is missing of it; return rows."""
    var.mkdir(parents=True, exist_ok=True)
    with opened(str(write_ini(var, 0)), str(var)) as environment:
        done = _number(environment)
        if done >= items:
            return []
        _found(environment)
        started, used = time.monotonic(), time.process_time()
        with Progress('Making', items, sys.stderr, done=done) as progress:
            _fill(environment, done, items, progress)
        took, cpu = time.monotonic() - started, time.process_time() - used
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    made = items - done
    return [Row(f'{made:,} items made', f'{took / 60:.1f} min, {made / took:,.0f}/s'),
            Row('the same by CPU time', f'{made / cpu:,.0f}/s'),
            Row('most memory meanwhile', f'{memory:,.0f} MB'),
            Row('database for each item, not packed',
                f'{filling.size(var) / items / 1024:.1f} KB')]


def _number(environment):
    """Return how many items there are."""
    portal = environment.root.get(ROOT)
    return 0 if portal is None else portal.indexes.latest.count(portal.__oid__, DEFAULT)


def _importing(environment):
    return Importing(
        environment.registry, environment.root, environment.editing, environment.publishing,
        environment.boards, environment.actor, environment.clock.now(), Blobs(None),
        names_basis='Bộ dữ liệu đo')


def _found(environment):
    """Make the sites and sections that are missing."""
    importing = _importing(environment)
    for number, line in enumerate(first_lines(), 1):
        importing.take(number, line)
        if number % BATCH == 0:
            transaction.savepoint(optimistic=True)
    transaction.commit()


def _fill(environment, done, items, progress):
    news = News()
    for start in range(done, items, BATCH):
        end, importing = min(items, start + BATCH), _importing(environment)
        for number in range(start, end):
            importing.take(number + 1, news.line(number))
        environment.portal.indexes.fold_in()
        transaction.commit()
        environment.root._p_jar.cacheGC()
        progress.step(_left(items - end, progress), end - start)


def _left(items, progress):
    """Return how long making so many ``items`` more will take."""
    return f'{items / progress.rate / 60:.0f} min left' if progress.rate else ''

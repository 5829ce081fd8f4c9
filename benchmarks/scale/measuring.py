"""What a portal of many items costs to serve: lists, memory, start, pack."""
import datetime
import threading
import time
from functools import partial

import transaction
from hanoiportal.base.i18n import DEFAULT
from hanoiportal.discovery.catalog.interfaces import Narrowing
from hanoiportal.discovery.catalog.services import CatalogService
from hanoiportal.discovery.search.parsing import parse
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.shells.commands.environment import opened

from ..bench import corpus, filling, searching, serving
from ..bench.table import Row
from .asking import two_words
from .lines import SECTIONS, SITES, site_name

#: Every word of the corpus is a common one.
WORDS = sorted({word for phrase in (*corpus.PHRASES, *corpus.VERBS) for word in phrase.split()})
#: Up to so many items the gates of ``make bench`` hold; beyond it, up to a million, these.
MANY, GATES_OF_MANY = 100_000, (10, 20, 30)
YEAR = Narrowing(since=datetime.date(2020, 1, 1), until=datetime.date(2020, 12, 31))
SECTION = f'/sites/{site_name(0)}/muc-00'
_TIMES = 100
_THREADS = 4


def measured(var, items, pack):
    """Return the rows about the portal in ``var``; pack its database first if ``pack``."""
    rows = _packed(var, items) if pack else []
    gates = searching.GATES if items <= MANY else GATES_OF_MANY
    searched = searching.rows(var, two_words(WORDS), gates)
    return [*rows, *_asked(var), *searched, *_served(var)]


def _packed(var, items):
    with opened(str(serving.write_ini(var, 0)), str(var)) as environment:
        transaction.abort()
        started = time.monotonic()
        content_database(environment.registry).pack()
        took = time.monotonic() - started
    return [Row('packing', f'{took:,.0f} s, {took / items * 1000:.2f} ms an item'),
            Row('database for each item, packed', f'{filling.size(var) / items / 1024:.1f} KB'),
            Row('database, packed', f'{filling.size(var) / 2 ** 30:.2f} GB')]


def _asked(var):
    """Return the rows of what the catalog answers, without a page around it."""
    with opened(str(serving.write_ini(var, 0)), str(var)) as environment:
        portal = environment.portal
        section = portal['sites'][site_name(0)]['muc-00']
        catalog = CatalogService(portal)
        listed = partial(catalog.latest, language=DEFAULT)
        number, common = listed(section).total, parse('nhân dân')
        asked = {
            'latest 20 of the city': partial(listed, portal),
            f'latest 20 of a section of {number:,}': partial(listed, section),
            'the last 20 of that section': partial(listed, section, start=number - 20),
            'a keyword, newest 20': partial(catalog.tagged, 'đầu tư công', portal, DEFAULT),
            'two common words, best 20, all facets counted': partial(
                catalog.find, common, portal, DEFAULT, Narrowing()),
            'the same of one year, newest 20': partial(
                catalog.find, common, portal, DEFAULT, YEAR, newest=True)}
        return [Row(f'catalog: {what}', _taken(ask)) for what, ask in asked.items()]


def _taken(ask):
    """Return how long ``ask`` takes the first time, and by CPU time when asked again."""
    started = time.process_time()
    ask()
    first, times = time.process_time() - started, []
    for _time in range(_TIMES):
        started = time.process_time()
        ask()
        times.append(time.process_time() - started)
    times.sort()
    return (f'{times[_TIMES // 2] * 1000:.2f} ms, p95 {times[_TIMES * 95 // 100] * 1000:.2f} ms; '
            f'the first time {first * 1000:.0f} ms')


def _served(var):
    """Return the rows of a process that serves it, and of its memory after a walk."""
    with serving.portal(var, serving.CACHE) as server:
        start, at_first = server.seconds, server.memory()
        server.get(SECTION)
        walked = _walk(server)
        memory = server.memory()
    return [Row('start to the first page', f'{start:.1f} s'),
            Row('memory then', f'{at_first / 2 ** 20:.0f} MB'),
            Row(f'memory after {walked:,} pages of all sites', f'{memory / 2 ** 20:.0f} MB')]


def _walk(server):
    """Ask for the home page and sections of every site, and for the items on them, by several
    threads at once; return how many pages that are.
    """
    paths = [f'/sites/{site_name(site)}/muc-{section:02d}' for section in range(SECTIONS)
             for site in range(SITES)] + [f'/sites/{site_name(site)}' for site in range(SITES)]
    threads = [threading.Thread(target=_get_all, args=(server, paths[one::_THREADS]))
               for one in range(_THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(paths)


def _get_all(server, paths):
    for path in paths:
        server.get(path)

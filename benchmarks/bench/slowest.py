"""The slowest public address: found by walking the pages of a portal, then measured."""
import re

from .expectations import Page, Part
from .load import Paired
from .progress import say
from .serving import Server
from .table import Row, rate, short
from .walking import walk
from .weight import STARTS

PAGES = 150
#: What programs read and no page leads to by a link that people follow.
FOR_PROGRAMS = ('/rss.xml', '/atom.xml', '/feed.json', '/sitemap.xml', '/sitemap-news.xml')
#: The best of so many requests counts.
TIMES = 3
_ADDRESSES = r'https?://[^"<\s]+|href="[^"]+"'


def row(server: Server, portal: str, paired: Paired) -> Row:
    """Return the row of the slowest of some ``PAGES`` addresses of ``server``, made anew.

    ``portal``: what the row calls it.  Pages that a limit of requests guards (PDF, sound, CSV)
    are left out: they are not reached by links to pages.
    """
    say(f'walking {portal}')
    paths = [*(path for path, _html in walk(server, STARTS, PAGES)), *FOR_PROGRAMS]
    times = {path: _milliseconds(server, path) for path in paths}
    path = max(times, key=times.__getitem__)
    page = Page(f'slowest public address of {portal}, anew ({short(path)}, of {len(times)})', path,
                (_addresses(server, path),))
    say(page.row)
    return rate(page.row, paired.load(server, page))


def _milliseconds(server: Server, path: str) -> float:
    """Return the CPU time of a response, the least of ``TIMES``; 0 for an error."""
    found = []
    for _time in range(TIMES):
        before = server.thread_time()
        status = server.get(path)[0]
        found.append((server.thread_time() - before) * 1000 * (status == 200))
    return min(found)


def _addresses(server: Server, path: str) -> Part:
    """Return the addresses that the page shows, of which it has one at least."""
    shown = {*re.findall(_ADDRESSES, server.get(path)[2].decode())}
    return Part('address', _ADDRESSES, max(1, len(shown)))

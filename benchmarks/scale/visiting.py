"""Many visitors of a large portal: ``PYTHONPATH=tests bin/py -m benchmarks.scale.visiting VAR``.

``VAR`` is what ``make scale`` made.  Each visitor asks for a page of a site at random, every time
another, and waits before the next as people do; nothing is kept, so every page is made.  How long
each answer took is counted from the moment at which it was due: a visitor who had to wait for
others has waited.
"""
import argparse
import random
import sys
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote_plus

from hanoiportal.base.i18n import DEFAULT
from hanoiportal.kernel.storage.databases import ROOT
from hanoiportal.shells.commands.environment import opened

from ..bench import serving
from ..bench.expectations import BadLoad
from ..bench.table import Row, at_most
from ..commands import verdict
from .asking import spread, two_words
from .lines import SECTIONS, SITES, path_of, site_name
from .measuring import SECTION, WORDS

#: Milliseconds at most, of the 95th percentile (feature N8).
MOST = 150
#: Kind of page → how many of a hundred visits are to one.
SHARES = {'item': 50, 'section': 20, 'home of a site': 10, 'home of the city': 5,
          'further page of the longest section': 5, 'search of two words': 8,
          'list for a feed reader': 2}
#: Pages of the longest section that people turn to.
FURTHEST = 10
#: Connections that ask at the same time; who comes while all do waits for one.
ASKING = 32
#: Pages that are asked for before anything is counted.
WARM = 500


class Visits:
    """Addresses that visitors ask for.  ``items``: how many there are; ``chance``: ``Random``."""

    def __init__(self, items, chance):
        self._items, self._chance = items, chance
        self._pairs = two_words(WORDS, 2000, seed=11)

    def next(self):
        """Return ``(kind, path)``."""
        kind = self._chance.choices(list(SHARES), SHARES.values())[0]
        return kind, self._path(kind)

    def _path(self, kind):
        site = f'/sites/{site_name(self._chance.randrange(SITES))}'
        section = f'{site}/muc-{self._chance.randrange(SECTIONS):02d}'
        if kind == 'item':
            number = self._chance.randrange(self._items)
            return f'/sites/{path_of(number, random.Random(number))}'
        return {'section': section, 'home of a site': site, 'home of the city': '/',
                'list for a feed reader': '/rss',
                'further page of the longest section':
                    f'{SECTION}?page={self._chance.randint(2, FURTHEST)}',
                'search of two words': f'/search?q={quote_plus(self._chance.choice(self._pairs))}',
                }[kind]


def visited(server, visits, rate, seconds):
    """Let visitors ask for ``rate`` pages a second; return ``{kind: [milliseconds]}``.

    Raises ``BadLoad`` if an answer is not a page.
    """
    took, start = defaultdict(list), time.monotonic()

    def visit(kind, path, due):
        time.sleep(max(0, due - time.monotonic()))
        status = server.get(path)[0]
        took[kind].append(1000 * (time.monotonic() - due))
        if status != 200:
            raise BadLoad(f'{path} answers {status}')

    with ThreadPoolExecutor(ASKING) as pool:
        asked = [pool.submit(visit, *visits.next(), start + number / rate)
                 for number in range(int(rate * seconds))]
        for each in asked:
            each.result()
    return took


def measured(var, rate, seconds):
    """Return the rows about visitors of the portal in ``var``."""
    with opened(str(serving.write_ini(var, 0)), str(var)) as environment:
        portal = environment.root[ROOT]
        items = portal.indexes.latest.count(portal.__oid__, DEFAULT)
    visits = Visits(items, random.Random(4263))
    with serving.portal(var, 0) as server:
        visited(server, visits, WARM / seconds, seconds)
        before = server.cpu()
        took = visited(server, visits, rate, seconds)
        busy = (server.cpu() - before) / seconds
    rows = [Row(f'{kind}: {len(each):,}', '{:.0f} ms, p95 {:.0f}, longest {:.0f}'.format(
        *spread(each))) for kind, each in took.items()]
    everything = [each for kind in took.values() for each in kind]
    return [*rows, Row(f'CPU of the process, of one core, at {rate:g} pages a second',
                       f'{100 * busy:.0f} %'),
            at_most(f'95th percentile of all {len(everything):,}, made anew, of {items:,} items',
                    spread(everything)[1], MOST, 'ms')]


def main(argv=None):
    """Measure and print the table; 1 if the gate is missed."""
    parser = argparse.ArgumentParser(prog='visiting', description=__doc__.splitlines()[0])
    parser.add_argument('var', type=Path)
    parser.add_argument('--rate', type=float, default=50, help='pages a second (50)')
    parser.add_argument('--seconds', type=int, default=60)
    options = parser.parse_args(argv)
    rows = measured(options.var.absolute(), options.rate, options.seconds)
    return verdict(rows)


if __name__ == '__main__':
    sys.exit(main())

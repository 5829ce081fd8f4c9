"""``make bench``: the portal against a bare page, in one run on one machine.

Every page is requested by ``wrk`` from one waitress process with four threads; what counts is the
share of the bare page's rate in the same run, since machines differ.  No page is measured before
it has shown what its row says.
"""
import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from . import (
    asking,
    bare,
    comparing,
    consulting,
    corpus,
    desk,
    filling,
    inbox,
    keeping,
    owing,
    processes,
    programs,
    public,
    publishing,
    reading,
    searching,
    serving,
    slowest,
    weight,
)
from .expectations import BadLoad
from .filling import Content
from .load import Paired
from .progress import say
from .table import Row, at_least, at_most, printed, short

#: ``{site: number of items in its section}`` of the corpus, and of a tenth of it.
SECTIONS, TENTH = {'nhieu': 20_000, 'vua': 2_000}, {'nhieu': 2_000, 'vua': 200}
#: The same of ``--quick``, and a tenth of that.
QUICK, QUICK_TENTH = TENTH, {'nhieu': 200, 'vua': 20}
CASES, QUICK_CASES = inbox.Size(5_000, 200_000), inbox.Size(500, 20_000)
DESK, QUICK_DESK = desk.Size(150, 20_000, 400), desk.Size(15, 2_000, 40)


def main(argv: Sequence[str] | None = None) -> int | None:
    """Measure, print the table, and return 1 if a gate is missed, 2 if nothing was measured
    because a page does not show what its row says.
    """
    options = _options(argv)
    if options.serve_bare:
        return bare.serve(options.serve_bare)
    seconds = options.seconds or (2 if options.quick else 8)
    with tempfile.TemporaryDirectory(prefix='bench-') as folder:
        try:
            rows = measure(Path(folder), options, seconds)
        except BadLoad as error:
            print(f'bench: {error}', file=sys.stderr)
            return 2
    if options.against:
        rows += comparing.grown(rows, options.against)
    if options.save:
        comparing.save(rows, options.save, seconds)
    print(f'{os.cpu_count()} cores, Python {sys.version.split()[0]}, {seconds} s a page\n')
    print(printed(rows))
    return 1 if any(row.passed is False for row in rows) else 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog='bench', description=__doc__.splitlines()[0])
    parser.add_argument('--quick', action='store_true', help='a tenth of the items, 2 s each')
    parser.add_argument('--seconds', type=int, default=0, help='of load on each page (8)')
    parser.add_argument('--processes', action='store_true',
                        help='two processes on ZEO and on PostgreSQL as well')
    parser.add_argument('--save', type=Path, metavar='FILE',
                        help='save the costs of this run as a baseline')
    parser.add_argument('--against', type=Path, metavar='FILE',
                        help='miss what costs a tenth more than in the baseline FILE')
    parser.add_argument('--serve-bare', type=int, metavar='PORT', help=argparse.SUPPRESS)
    return parser.parse_args(argv)


def measure(folder: Path, options: argparse.Namespace, seconds: int) -> list[Row]:
    """Return the rows of the table; ``folder`` takes the portals that are measured.

    Raises ``BadLoad`` if a page does not show what its row says, or a response is an error.
    """
    say('writing the corpus')
    file, var = folder / 'corpus.jsonl', folder / 'full'
    corpus.write(file, QUICK if options.quick else SECTIONS)
    content = filling.content_of(file)
    stored = fill(var, file, len(content.titles))
    with serving.bare(folder) as server:
        paired = Paired(server, seconds)
        pages = measure_public(folder, var, content, paired, options.quick)
        pages += programs.measure(var, content, paired)
        staff = desk.measure(folder / 'desk', QUICK_DESK if options.quick else DESK, paired)
        staff += owing.measure(folder / 'owing', 10 if options.quick else 40, paired)
        staff += inbox.measure(folder / 'owing', QUICK_CASES if options.quick else CASES, paired)
        staff += consulting.measure(folder / 'owing', paired)
        staff += keeping.measure(folder / 'owing', 500 if options.quick else 10_000, paired)
        staff += reading.measure(var, content, paired)
        seeded = measure_seeded(folder / 'seeded', paired)
    say('searching in the indexes')
    rows = [*pages, *staff, *stored, *searching.rows(var),
            *measure_writing(var, content.large, len(content.titles)), *seeded,
            *asking.measure(var)]
    if options.processes:
        say('two processes against one')
        rows += processes.measure(var, content.paths[0], folder)
    return rows


def measure_public(folder: Path, var: Path, content: Content, paired: Paired,
                   quick: bool) -> list[Row]:
    """Return the rows of the public pages of the portal in ``var``."""
    few = public.tenth(folder / 'tenth', QUICK_TENTH if quick else TENTH)
    rows = [*public.measure(var, content, paired),
            *public.measure_city([few, (var, content)], paired)]
    with serving.portal(var, 0) as server:
        rows.append(slowest.row(server, 'the portal of the corpus', paired))
    return rows


def fill(var: Path, file: Path, items: int) -> list[Row]:
    """Import ``file`` into a new portal in ``var``; return the rows about it."""
    filling.command(var, 'seed', '--bare')
    empty = filling.size(var)
    say('importing')
    took, cpu = filling.command(var, 'import', str(file), '--names-basis', 'Bộ dữ liệu đo')
    return [at_least('import, with indexing', items / took, 800, 'items/s'),
            Row('the same by CPU time', f'{items / cpu:,.0f} items/s'),
            Row('database for each item, not packed',
                f'{(filling.size(var) - empty) / items / 1024:.1f} KB')]


def measure_writing(var: Path, section: str, items: int) -> list[Row]:
    """Return the rows about publishing and packing."""
    say('publishing some items, packing')
    written, packed = filling.publish_some(var, section)
    say('writing, approving, publishing')
    return [at_most('database for each item, packed', packed / items / 1024, 14, 'KB'),
            at_most('written by one publish', written / 1024, 24, 'KB'),
            *publishing.measure(var, section)]


def measure_seeded(var: Path, paired: Paired) -> list[Row]:
    """Return the rows about the portal as it is seeded."""
    say('seeding Hanoi\'s portal')
    took, _cpu = filling.command(var, 'seed')
    say('starting it, weighing its pages')
    with serving.portal(var, serving.CACHE) as server:
        started, cpu = server.seconds, server.cpu()
        found = weight.weights(server)
        memory = server.memory()
    with serving.portal(var, 0) as server:
        slow = slowest.row(server, 'Hanoi\'s portal as seeded', paired)
    heaviest = max((path for path in found if not found[path][1]), key=found.get)
    longest = max(found, key=found.get)
    return [slow,
            at_most('seeding', took, 60, 's'),
            at_most('start to the first page of the seeded portal', started, 3, 's'),
            Row('the same by CPU time', f'{cpu:.2f} s'),
            Row('its memory then', f'{memory / 2 ** 20:.0f} MB'),
            at_most(f'heaviest page ({short(heaviest)}, of {len(found)})',
                    found[heaviest][0] / 1024, weight.MOST, 'KB'),
            Row(f'the longest text ({short(longest)})', f'{found[longest][0] / 1024:.0f} KB')]

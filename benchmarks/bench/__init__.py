"""``make bench``: the portal against a bare page, in one run on one machine.

Every page is asked for by ``wrk`` from one waitress process with four threads; what counts is the
share of the bare page's rate in the same run, since machines differ.
"""
import argparse
import os
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote_plus

from . import (
    bare,
    comparing,
    corpus,
    filling,
    processes,
    publishing,
    searching,
    serving,
    staff,
    weight,
)
from .load import Paired
from .table import Row, at_least, at_most, printed, rate

#: ``{site: number of items in its section}`` of the corpus, and of the one of ``--quick``.
SECTIONS, QUICK = {'nhieu': 20_000, 'vua': 2_000}, {'nhieu': 2_000, 'vua': 200}
#: Sites, items and local roles of an editor of the portal whose desk is measured.
DESK, QUICK_DESK = (150, 20_000, 400), (15, 2_000, 40)
#: A list of the whole city that is no page of blocks.
CITY = '/rss'
SEARCH = f'/search?q={quote_plus(" ".join(corpus.SOUGHT))}'


def main(argv=None):
    """Measure, print the table, and return 1 if a gate is missed."""
    parser = argparse.ArgumentParser(prog='bench', description=__doc__.splitlines()[0])
    parser.add_argument('--quick', action='store_true', help='a tenth of the items, 2 s each')
    parser.add_argument('--seconds', type=int, default=0, help='of load on each page (8)')
    parser.add_argument('--file', type=Path, help='import this file in place of the own corpus')
    parser.add_argument('--processes', action='store_true',
                        help='two processes on ZEO and on PostgreSQL as well')
    parser.add_argument('--keep', type=Path, metavar='FILE', help='keep the costs of this run')
    parser.add_argument('--against', type=Path, metavar='FILE',
                        help='miss what costs a tenth more than in the run kept there')
    parser.add_argument('--serve-bare', type=int, metavar='PORT', help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.serve_bare:
        return bare.serve(options.serve_bare)
    seconds = options.seconds or (2 if options.quick else 8)
    with tempfile.TemporaryDirectory(prefix='bench-') as folder:
        rows = measure(Path(folder), options, seconds)
    if options.against:
        rows += comparing.grown(rows, options.against)
    if options.keep:
        comparing.keep(rows, options.keep)
    print(f'{os.cpu_count()} cores, Python {sys.version.split()[0]}, {seconds} s a page\n')
    print(printed(rows))
    return 1 if any(row.passed is False for row in rows) else 0


def measure(folder, options, seconds):
    """Return the rows of the table."""
    file = options.file
    if file is None:
        say('writing the corpus')
        file = folder / 'corpus.jsonl'
        corpus.write(file, QUICK if options.quick else SECTIONS)
    places, item = filling.places(file)
    var = folder / 'full'
    stored = fill(var, file, sum(places.values()))
    with serving.bare(folder) as server:
        paired = Paired(server, seconds)
        pages = measure_pages(var, places, list(filling.items(file)), paired)
        city = measure_city(folder / 'tenth', var, sum(places.values()), paired)
        desk = measure_desk(folder / 'desk', QUICK_DESK if options.quick else DESK, paired)
    large = max(places, key=places.get)
    say('searching in the indexes')
    rows = [*pages, *city, *desk, *stored, *searching.rows(var),
            *measure_writing(var, large, sum(places.values())),
            *measure_seeded(folder / 'seeded')]
    if options.processes:
        say('two processes against one')
        rows += processes.measure(var, item, folder)
    return rows


def say(what):
    """Say what is being measured."""
    print(f'bench: {what} …', file=sys.stderr, flush=True)


def fill(var, file, items):
    """Import ``file`` into a new portal in ``var``; return the rows about it."""
    filling.command(var, 'seed', '--bare')
    empty = filling.size(var)
    say('importing')
    took, cpu = filling.command(var, 'import', str(file))
    return [at_least('import, with indexing', items / took, 800, 'items/s'),
            Row('the same by CPU time', f'{items / cpu:,.0f} items/s'),
            Row('database for each item, not packed',
                f'{(filling.size(var) - empty) / items / 1024:.1f} KB')]


def measure_pages(var, places, items, paired):
    """Return the rows of the pages, made anew and from the cache."""
    large, small = max(places, key=places.get), min(places, key=places.get)
    *others, item = items
    with serving.portal(var, 0) as server:
        found = {}
        for path in (item, large, small, '/', SEARCH):
            say(f'{path} anew')
            found[path] = paired.load(server, path)
        memory = server.memory()
        say('each news page for the first time')
        first = paired.load_each(server, others, var)
        say('new searches')
        asked = [f'/search?q={quote_plus(pair)}' for pair in corpus.pairs()]
        new = paired.load_each(server, asked, var)
    with serving.portal(var, serving.CACHE) as server:
        say(f'{item} from the cache')
        cached = paired.load(server, item)
        tag = server.get(item)[1]['ETag']
        unchanged = paired.load(server, item, status=304, **{'If-None-Match': tag})
    return [
        rate('news page, rendered anew', found[item], 1 / 5),
        rate('news page that nobody has asked for before', first),
        rate('news page, unchanged, from the cache', cached, 0.8),
        rate('the same, answered 304', unchanged),
        rate(f'latest 20 of {places[small]:,}, anew', found[small]),
        rate(f'latest 20 of {places[large]:,}, anew', found[large], 1 / 15),
        among_more(found[small], found[large]),
        rate('home page, anew', found['/']),
        rate('search for two words, anew', found[SEARCH], 1 / 12),
        rate('search for two words that nobody has asked for before, anew', new),
        at_most('memory of the serving process', memory / 2 ** 20, 600, 'MB')]


def measure_city(tenth, var, items, paired):
    """Return the rows of the latest of the whole city, of ``items`` in ``var`` and of a tenth."""
    file = tenth.with_suffix('.jsonl')
    corpus.write(file, QUICK)
    few = sum(QUICK.values())
    filling.command(tenth, 'seed', '--bare')
    filling.command(tenth, 'import', str(file))
    found = []
    for each in (tenth, var):
        with serving.portal(each, 0) as server:
            say(f'{CITY} anew')
            found.append(paired.load(server, CITY))
    return [rate(f'latest of the whole city of {few:,}, anew', found[0]),
            rate(f'latest of the whole city of {items:,}, anew', found[1]),
            among_more(*found)]


def among_more(few, many):
    """Return the row that compares ``load.Paired`` rates of a list with one ten times longer."""
    return at_least('rate among ten times as many items, by CPU', few[0].cpu / many[0].cpu,
                    0.8, '×', 2)


def measure_desk(var, size, paired):
    """Return the rows of the desk of an editor with many local roles among many items.

    ``size``: numbers of sites, items and roles.
    """
    sites, items, roles = size
    file = var.with_suffix('.jsonl')
    corpus.write(file, staff.sections(sites, items))
    filling.command(var, 'seed', '--bare')
    say('importing for the desk')
    filling.command(var, 'import', str(file))
    staff.employ(var, roles)
    with serving.portal(var, 0) as server:
        cookie = staff.cookie(server)
        found = {}
        for path in (staff.HOME, staff.QUEUE, staff.TREE):
            say(path)
            found[path] = paired.load(server, path, Cookie=cookie)
    return [rate(f'{what}, {items:,} items, {roles} roles', found[path], 1 / 30)
            for path, what in ((staff.HOME, 'desk: my work'), (staff.QUEUE, 'desk: one queue'),
                               (staff.TREE, 'desk: the tree of a section'))]


def measure_writing(var, section, items):
    """Return the rows about publishing and packing."""
    say('publishing one item, packing')
    written, packed = filling.publish_one(var, section)
    say('writing, approving, publishing')
    return [at_most('database for each item, packed', packed / items / 1024, 14, 'KB'),
            at_most('written by one publish', written / 1024, 60, 'KB'),
            *publishing.measure(var, section)]


def measure_seeded(var):
    """Return the rows about the portal as it is seeded."""
    say('seeding Hanoi\'s portal')
    took, _cpu = filling.command(var, 'seed')
    say('starting it, weighing its pages')
    with serving.portal(var, serving.CACHE) as server:
        started, cpu = server.seconds, server.cpu()
        found = weight.weights(server)
        memory = server.memory()
    heaviest = max((path for path in found if not found[path][1]), key=found.get)
    longest = max(found, key=found.get)
    return [at_most('seeding', took, 60, 's'),
            at_most('start to the first page of the seeded portal', started, 3, 's'),
            Row('the same by CPU time', f'{cpu:.2f} s'),
            Row('its memory then', f'{memory / 2 ** 20:.0f} MB'),
            at_most(f'heaviest of {len(found)} pages ({heaviest})', found[heaviest][0] / 1024,
                    weight.MOST, 'KB'),
            Row(f'the longest text ({longest})', f'{found[longest][0] / 1024:.0f} KB')]

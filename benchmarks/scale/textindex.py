"""The text index among many: ``PYTHONPATH=tests bin/py -m benchmarks.scale.textindex 100000``.

Makes the items of ``scale.texts`` (a folder that has them already is used again), then prints what
indexing and each kind of question costs: CPU time, one connection, warm, and the first time.
"""
import argparse
import random
import sys
import time
from contextlib import closing
from itertools import islice
from pathlib import Path

import transaction
import ZODB
from hanoiportal.discovery.catalog.textindex import segmentset
from hanoiportal.discovery.catalog.textindex.places import Places
from hanoiportal.discovery.catalog.textindex.records import Postings, packed, unpacked
from hanoiportal.discovery.catalog.textindex.segments import Segment
from hanoiportal.discovery.search import parse
from ZODB.FileStorage import FileStorage

from . import city
from .asking import (
    PHRASES_OF_FOUR,
    PHRASES_OF_TWO,
    VERY_COMMON,
    Asker,
    spread,
    timed,
    told,
    two_words,
)
from .texts import texts, vocabulary

BATCH = 2048
SEED = 4263
#: Publications that are measured.
PUBLISHED = 256


def main(argv=None):
    """Make what is missing, measure, print."""
    parser = argparse.ArgumentParser(prog='textindex', description=__doc__.splitlines()[0])
    parser.add_argument('items', type=int)
    parser.add_argument('--stretch', type=int, default=0, metavar='ITEMS',
                        help='copy the segments under further ids until there are so many')
    parser.add_argument('--folder', type=Path, default=Path('var/scale'))
    options = parser.parse_args(argv)
    folder = options.folder / f'textindex-{options.items}'
    folder.mkdir(parents=True, exist_ok=True)
    storage = FileStorage(str(folder / 'Data.fs'))
    with closing(ZODB.DB(storage, cache_size=20_000)) as database:
        make(database, storage, options.items)
        if options.stretch:
            stretch(database, options.items, options.stretch)
        ask(database)
        publish(database, storage, max(options.items, options.stretch))


def say(line):
    """Print ``line`` at once."""
    sys.stdout.write(line + '\n')
    sys.stdout.flush()


def make(database, storage, count):
    """Index what is not yet indexed of ``count`` items, and tell the rate."""
    with closing(database.open()) as connection:
        root = connection.root()
        if 'indexes' not in root:
            city.found(root)
            root['done'] = 0
            transaction.commit()
        if root['done'] >= count:
            return
        made = islice(texts(count), root['done'], None)
        spent = {'reading and indexing': 0.0, 'facets and lists': 0.0, 'commits': 0.0}
        started, first, bytes_before = time.monotonic(), root['done'], storage.getSize()
        while batch := list(islice(made, BATCH)):
            put(root, batch, spent)
            say(f'{root["done"]:>9,} of {count:,}  {time.monotonic() - started:6.0f} s')
        fold(root, spent)
        tell(spent, count - first, storage.getSize() - bytes_before, root)


def put(root, batch, spent):
    """Index ``batch`` in one transaction, adding to the CPU seconds ``spent``."""
    filling = city.Filling(root['indexes'])
    numbered = [(city.ITEM + at, city.entry_of(made), made.moment)
                for at, made in enumerate(batch, root['done'])]
    clock = time.process_time
    start = clock()
    for docid, entry, _moment in numbered:
        filling.put_text(docid, entry)
    texts_done = clock()
    for docid, entry, moment in numbered:
        filling.put_rest(docid, entry, moment)
    rest_done = clock()
    root['done'] += len(batch)
    transaction.commit()
    root._p_jar.cacheGC()
    for name, seconds in zip(spent, (texts_done - start, rest_done - texts_done,
                                     clock() - rest_done), strict=True):
        spent[name] += seconds


def stretch(database, made, count):
    """Let there be ``count`` items: the ``made`` ones again and again.

    Segments have no more than 50,000 documents, so a question asks as much of as many of them as
    if every text were another, and a quarter of an hour becomes a minute.
    """
    with closing(database.open()) as connection:
        root = connection.root()
        text = root['indexes'].catalog['text']
        few_segments(text)
        while root['done'] < count:
            ids = root['done']
            originals = [segment for segment in text._shelf.segments
                         if segment.live.max() < city.ITEM + made]
            for segment in originals:
                text._shelf.add(copied(segment, ids))
                transaction.commit()
                connection.cacheGC()
            again(root, made)
            say(f'{root["done"]:>9,} of {count:,}')
        few_segments(text)


def few_segments(text):
    """Merge what can be merged, as it is among very many items."""
    text.fold_in()
    usual, segmentset.FANOUT = segmentset.FANOUT, 2
    text.fold_in()
    segmentset.FANOUT = usual
    transaction.commit()


def copied(segment, ids):
    """Return ``segment`` with ``ids`` added to its document ids, records and all."""
    places = segment.places
    docids = [docid + ids for _start, docid in places.documents(segment.live, 0)]
    starts = [start for start, _docid in places.documents(segment.live, 0)]
    postings = Postings((term, packed(unpacked(raw).shift(ids)))
                        for term, raw in segment.postings.items())
    return Segment(segment.live.shift(ids), postings,
                   Places(Postings(places.postings.items()), starts, docids, places.span))


def again(root, made):
    """Index everything but the words of the ``made`` items once more."""
    filling = city.Filling(root['indexes'])
    for at, text in enumerate(texts(made), root['done']):
        filling.put_rest(city.ITEM + at, city.entry_of(text), text.moment)
    root['done'] += made
    transaction.commit()
    root._p_jar.cacheGC()


def fold(root, spent):
    """Fold in what is pending at the end."""
    start = time.process_time()
    root['indexes'].catalog['text'].fold_in()
    transaction.commit()
    spent['reading and indexing'] += time.process_time() - start


def tell(spent, count, written, root):
    """Print what indexing ``count`` items took and ``written``, bytes of log."""
    for name, seconds in spent.items():
        say(f'{name:45} {1e6 * seconds / count:8.0f} µs an item')
    text = root['indexes'].catalog['text']
    say(f'{"log of all of it":45} {written / count:8.0f} bytes an item')
    weight = sum(weigh(segment) for segment, _hidden in text.sources()[:-1])
    say(f'{"segments":45} {len(text.sources()) - 1:8d}, {weight / count:.0f} bytes an item')


def weigh(segment):
    """Return the bytes of postings and places of ``segment``."""
    return sum(len(term.encode()) + len(raw)
               for postings in (segment.postings, segment.places.postings)
               for term, raw in postings.items())


def ask(database):
    """Print what each kind of question costs, of public items alone, with exact counts."""
    words = two_words(vocabulary(random.Random(SEED)))
    kinds = {'two words': words, 'one very common word': VERY_COMMON,
             'phrase of two common words': [f'"{phrase}"' for phrase in PHRASES_OF_TWO],
             'phrase of four common words': [f'"{phrase}"' for phrase in PHRASES_OF_FOUR]}
    for name, queries in kinds.items():
        with closing(database.open()) as connection:
            questions(connection.root(), name, queries)


def questions(root, name, queries):
    """Print what ``queries`` of one kind cost in a connection of their own."""
    asker = Asker(city.Portal(root['indexes']))
    hits = {query: asker.hits(query) for query in queries}
    say(f'{name}: hits {spread([len(each) for each in hits.values()])}')
    say(told('  count of all and newest 20', timed(asker.newest, queries)))
    say(told('  count of all and best 20', timed(asker.best, queries)))
    say(told('  facet counts over all hits', timed(
        lambda query: asker.counts(hits[query]), queries)))


def publish(database, storage, count):
    """Print what one publication costs, and folding such in beside the requests."""
    took, written = [], []
    with closing(database.open()) as connection:
        text = connection.root()['indexes'].catalog['text']
        for docid, made in enumerate(texts(PUBLISHED, seed=5), city.ITEM + count):
            before, start = storage.getSize(), time.process_time()
            text.index_doc(docid, made)
            transaction.commit()
            took.append(1000 * (time.process_time() - start))
            written.append(storage.getSize() - before)
        say(told('one publication, text index and commit', spread(took)))
        say(f'{"bytes of it":45} median {spread(written)[0]}, at most {spread(written)[2]}')
        say(told(f'first question of a new connection, {PUBLISHED} pending',
                 first_questions(database)))
        start = time.process_time()
        folding = text.prepared()
        ready = time.process_time()
        text.take_in(folding)
        transaction.commit()
        say(f'folding {PUBLISHED} in: {1000 * (ready - start):.0f} ms beside the requests, '
            f'{1000 * (time.process_time() - ready):.0f} ms in its transaction')
        for docid in range(city.ITEM + count, city.ITEM + count + PUBLISHED):
            text.unindex_doc(docid)
        text.fold_in()
        transaction.commit()


def first_questions(database):
    """Return what the first question of each of five connections costs, ms."""
    took, opened = [], []
    for _each in range(5):
        connection = database.open()
        opened.append(connection)
        text = connection.root()['indexes'].catalog['text']
        start = time.process_time()
        text.match(parse('thủ tục'))
        took.append(1000 * (time.process_time() - start))
    for connection in opened:
        connection.close()
    return spread(took)


if __name__ == '__main__':
    main()

"""Eight processes publish at once by one ZEO server, with the stream of changes and without it.

``make atonce`` lets each publish ``ITEMS`` items of its own site in every round, the stream on and
off by turns in an order that is drawn, and tells how many transactions had to begin again.  Then
every row must be there once, in the order of its number, and none of a round without the stream.
"""
import multiprocessing
import os
import random
import sys
import tempfile
from pathlib import Path

from hanoiportal.integration.changes.interfaces import IChanges
from hanoiportal.platform.ledger.services import LedgerService
from hanoiportal.shells.commands.environment import opened
from servers.editors import found
from servers.kills import warm
from servers.portal import write_ini
from servers.zeo import zeo
from transaction.interfaces import TransientError

SITES = ('bavi', 'caugiay', 'soxaydung', 'soyte', 'sotuphap', 'sotaichinh', 'sonoivu', 'hadong')
ITEMS, ROUNDS = int(os.environ.get('ITEMS', '10')), 6
#: With the stream there may be so much more that has to begin again; rows end a record now and
#: then, where two who write meet.
GATE, _RECORD = 1.1, 16
_FORK, _APPEND = multiprocessing.get_context('fork'), LedgerService.append


def main():
    """Do it in a folder of its own; return 1 if a row is lost or the gate is missed."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        warm(folder)
        with zeo(folder / 'zeo') as server:
            return _Measuring(folder, server).measure()


class _Measuring:
    """``server``: the ``Zeo`` by which all ask.  Only the processes that it forks have threads."""

    def __init__(self, folder, server):
        self._folder, self._server = folder, server

    def measure(self):
        """Print what was found."""
        chance, again = random.Random(1), {True: 0, False: 0}
        items, start = self._begun(self._prepare, 'first').recv()
        writers = [self._begun(self._write, f'writer-{number}') for number in range(len(SITES))]
        for pipe in writers:
            pipe.recv()
        shown = []
        for turn in range(ROUNDS):
            order = [True, False]
            chance.shuffle(order)
            for part, is_on in enumerate(order):
                parts = [oids[2 * turn + part] for oids in items]
                for pipe, oids in zip(writers, parts, strict=True):
                    pipe.send((is_on, oids))
                again[is_on] += sum(pipe.recv() for pipe in writers)
                shown += [oid for oids in parts for oid in oids] if is_on else []
        for pipe in writers:
            pipe.send(None)
        numbers, ids = self._begun(self._read, 'last', start).recv()
        is_whole = numbers == list(range(start.number + 1, start.number + len(shown) + 1)) and (
            sorted(ids) == sorted(map(str, shown)))
        print(f'{len(SITES)} processes published {len(shown)} items with the stream and as many '
              f'without: {again[True]} and {again[False]} transactions began again; '
              f'{len(numbers)} rows, {"each once" if is_whole else "NOT EACH ONCE"}')
        return int(not is_whole or again[True] > GATE * again[False] + len(shown) / _RECORD)

    def _begun(self, work, name, *arguments):
        """Let a process do ``work``; return the pipe by which it is spoken to."""
        ours, theirs = _FORK.Pipe()
        _FORK.Process(
            target=self._work, args=(work, name, theirs, *arguments), daemon=True).start()
        return ours

    def _work(self, work, name, pipe, *arguments):
        ini = write_ini(self._folder / name, self._server.settings(name))
        with opened(str(ini), str(self._folder / name)) as environment:
            work(environment, pipe, *arguments)

    @staticmethod
    def _prepare(environment, pipe):
        environment.in_transaction(lambda: found(environment, SITES))

        def make():
            return [[[environment.editing.add(
                environment.portal['sites'][site]['tin-tuc-su-kien'], f'tin-{part}-{number}',
                'NewsItem', {'title': f'Tin {number}'}, 'tests').__oid__
                for number in range(ITEMS)] for part in range(2 * ROUNDS)] for site in SITES]

        items = environment.in_transaction(make)
        pipe.send((items, environment.in_transaction(lambda: _changes(environment).position())))

    @staticmethod
    def _write(environment, pipe):
        pipe.send('ready')
        while order := pipe.recv():
            is_on, oids = order
            LedgerService.append = _APPEND if is_on else _nothing
            tries = 0

            def work():
                nonlocal tries
                tries += 1
                item = environment.portal.__objectmap__.object_for(oid)  # noqa: B023
                environment.publishing.publish_imported(item, 'uban', 'tests')

            for oid in oids:  # noqa: B007  ``work`` reads it
                while not _is_done(environment, work):
                    pass
            pipe.send(tries - len(oids))

    @staticmethod
    def _read(environment, pipe, start):
        numbers, ids, position, is_last = [], [], start, False
        while not is_last:
            page = environment.in_transaction(
                lambda at=position: _changes(environment).since(at, 500))
            numbers += [each.number for each in page.changes]
            ids += [each.id for each in page.changes]
            position, is_last = page.position, page.is_last
        pipe.send((numbers, ids))


def _changes(environment):
    return environment.registry.getAdapter(environment.portal, IChanges)


def _is_done(environment, work):
    """Return whether ``work`` was committed; a request would be told to try again."""
    try:
        environment.in_transaction(work)
    except TransientError:
        return False
    return True


def _nothing(_ledger, *_told, **_more):
    """Write no row."""


if __name__ == '__main__':
    sys.exit(main())

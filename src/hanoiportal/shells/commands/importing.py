"""Add what a file of JSON lines describes: all of it, or nothing if a line is bad.

The form of a line is told in docs/operations/import-export.md.
"""
import os
import sys
from collections import Counter
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path

import transaction

from ...base.errors import Refused
from ...base.garbage import gather, left_for_later
from ...base.i18n import _
from ...content.transfer.blobs import Blobs, folder_of
from ...content.transfer.lines import lines, record
from ...content.transfer.prefetch import reading, rich_fields
from ...content.transfer.services import Importing
from ...discovery.catalog.interfaces.folding import IFoldingMeanwhile
from ...kernel.storage.databases import ROOT
from .environment import Failure
from .progress import Progress

MOST_REPORTED = 100
#: Lines that are read, and kept by ``--keep-good``, together.
BATCH = 500
#: Batches after which what has changed is written out of memory.
SAVED = 4
#: Lines from which on it pays to start processes that read ahead and index what was read.
MANY = 4 * BATCH


def add_arguments(parser):
    parser.add_argument('file', type=Path, metavar='FILE.jsonl')
    parser.add_argument('--keep-good', action='store_true',
                        help='keep the good lines when there are bad ones')
    parser.add_argument('--names-basis', default='', metavar='DECISION', help=(
        'decision by which the sites of the file stand at their hosts; without it only those '
        'come in whose names the register has granted'))


def run(environment, options):
    """Import the file; return 1 if a line was bad."""
    try:
        total = _count(options.file)
    except OSError as error:
        raise Failure(f'{options.file}: {error.strerror}') from None
    if not total:
        raise Failure(environment.translate(_('Tệp rỗng.')))
    with left_for_later(), Progress(
            environment.translate(_('Đang nhập')), total, sys.stderr) as progress:
        work = Import(environment, options.file, total, progress,
                      getattr(options, 'names_basis', ''))
        (work.keep_good if options.keep_good else work.all_or_nothing)()
    _report(environment, work, progress)
    return 1 if work.bad else 0


def _count(path):
    with open(path, 'rb') as file:
        return sum(1 for _line in lines(file))


class Spoiled(Exception):
    """The transaction is to be given up: there are bad lines."""


class Import:
    """One file on its way in.

    ``bad``: ``[(line number, path, Refused)]``.  ``done``: lines by what became of them.
    """

    def __init__(self, environment, path, total, progress, names_basis=''):
        self._environment, self._path, self._progress = environment, path, progress
        self._names_basis = names_basis.strip()
        self._is_shared = total >= MANY and len(os.sched_getaffinity(0)) > 1
        self._importing = self._begin()
        self.bad, self.done = [], Counter()

    def _begin(self):
        environment = self._environment
        return Importing(
            environment.registry, environment.root, environment.editing,
            environment.publishing, environment.boards, environment.actor,
            environment.clock.now(), Blobs(folder_of(self._path)),
            names_basis=self._names_basis)

    def all_or_nothing(self):
        """Take every line in one transaction, which is given up if one is bad."""
        with suppress(Spoiled):
            self.done = self._environment.in_transaction(self._whole)

    def _whole(self):
        self._importing, self._progress.done = self._begin(), 0
        bad, done = [], Counter()
        self.bad = bad
        with self._batches() as batches, self._folding() as folding:
            for number, batch in enumerate(batches, 1):
                done += self._take(batch, bad)
                if number % SAVED == 0:
                    self._save(folding)
                if len(bad) >= MOST_REPORTED:
                    raise Spoiled
            self._finish(bad)
            bad += self._importing.missing()
            if bad:
                raise Spoiled
            folding.go_on(self._environment.portal)
            folding.end(self._environment.portal)
        return done

    def _folding(self):
        registry = self._environment.registry
        return registry.getUtility(IFoldingMeanwhile)(self._is_shared)

    def _save(self, folding):
        if ROOT in self._environment.root:
            folding.go_on(self._environment.portal)
        transaction.savepoint(optimistic=True)
        self._environment.root._p_jar.cacheGC()
        gather()

    def keep_good(self):
        """Take the good lines, in one transaction for each batch."""
        with suppress(Spoiled), self._batches() as batches:
            for batch in batches:
                done, bad = self._environment.in_transaction(lambda batch=batch: self._good(batch))
                gather()
                self.done += done
                self.bad += bad
            self.bad += self._importing.missing()

    def _good(self, batch):
        """Return what became of ``batch``, perhaps after an attempt that met a conflict."""
        self._importing.forget_places()
        bad = []
        done = self._take(batch, bad)
        self._finish(bad)
        if bad and not bad[-1][0]:
            self.bad += bad
            raise Spoiled
        return done, bad

    @contextmanager
    def _batches(self):
        """Give an iterator over lists of ``(number, what ahead.read gives)``."""
        rich = rich_fields(self._environment.registry)
        with open(self._path, 'rb') as file, reading(
                _parted(lines(file)), rich, self._is_shared) as batches:
            yield batches

    def _take(self, batch, bad):
        """Take the lines of ``batch``, adding to ``bad``; return how many became what."""
        done = Counter()
        for number, read in batch:
            path = ''
            try:
                found = read if isinstance(read, dict) else record(read)
                path = _printable(str(found.get('path', found.get('login', '')))[:200])
                done[self._importing.take(number, found)] += 1
            except Refused as refused:
                bad.append((number, path, refused))
            self._progress.step(path)
        return done

    def _finish(self, bad):
        """Add to ``bad``, as line 0, what is wrong with the whole."""
        try:
            self._importing.finish()
        except Refused as refused:
            bad.append((0, '', refused))


def _parted(found):
    while batch := list(islice(found, BATCH)):
        yield batch


def _printable(text):
    """Return ``text`` without what a terminal would obey."""
    return text if text.isprintable() else ''.join(
        sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)


def _report(environment, work, progress):
    for number, path, refused in work.bad[:MOST_REPORTED]:
        where = environment.translate(
            _('Dòng ${number}', mapping={'number': number})) if number else ''
        parts = (where, path, _printable(environment.reasons(refused)))
        print(': '.join(filter(None, parts)), file=sys.stderr)
    if len(work.bad) > MOST_REPORTED:
        print(environment.translate(_(
            '… và ${count} dòng khác.', mapping={'count': len(work.bad) - MOST_REPORTED})),
            file=sys.stderr)
    print(environment.translate(_(
        'Thêm ${added}, sửa ${changed}, giữ nguyên ${kept}, từ chối ${bad} dòng; '
        '${seconds} giây, ${rate} mục/giây.', mapping={
            'added': work.done['added'], 'changed': work.done['changed'],
            'kept': work.done['kept'], 'bad': len(work.bad), 'seconds': f'{progress.seconds:.1f}',
            'rate': f'{sum(work.done.values()) / max(progress.seconds, 0.001):.0f}'})))

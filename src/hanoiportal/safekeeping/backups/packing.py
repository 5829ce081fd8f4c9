"""Packing: old revisions go, on a copy that is looked through before it takes the place.

Killed at any moment it leaves either the log that was there, with every blob, or the packed one,
with every blob that it needs; blobs that nothing needs go last.
"""
import os
import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import zc.lockfile
from ZODB.blob import FilesystemHelper, is_blob_record
from ZODB.FileStorage import FileStorage
from ZODB.serialize import referencesf
from zodbverify.verify import verify_record

from ...kernel.storage.durable import settle_folder
from ...kernel.storage.transactionlog import START, blank, blob_records, last
from .copying import CHUNK
from .interfaces import BackupProblem
from .sources import read_only

PACKING = '.packing'
DAY = 24 * 3600


@dataclass(frozen=True)
class Packed:
    """Bytes of the log ``before`` and ``after``, and how many ``blobs`` went."""

    before: int
    after: int
    blobs: int


class Packing:
    """Packs the FileStorage in ``path`` with its blobs in ``folder``; nobody may have it open.

    ``until``: moment, seconds since 1970, from which on history stays; ``step(what, count)`` is
    told of each step and of bytes and records.  ``erasing``: what was said beside transactions
    goes, too: they name the places of what was changed.
    """

    def __init__(self, path, folder, until, step, erasing=False):
        self._path, self._blobs = Path(path), Path(folder)
        self._copy = self._path.with_name(self._path.name + PACKING)
        self._until, self._step, self._erasing = until, step, erasing

    def pack(self):
        """Do it and return what was ``Packed``.  Raises ``BackupProblem``; nothing is changed
        then.
        """
        try:
            lock = zc.lockfile.LockFile(f'{self._path}.lock')
        except zc.lockfile.LockError:
            raise BackupProblem(f'{self._path} is in use: stop the portal or the ZEO server that '
                                'has it open') from None
        try:
            return self._pack()
        finally:
            lock.close()

    def _pack(self):
        before = self._path.stat().st_size
        if shutil.disk_usage(self._path.parent).free < before:
            raise BackupProblem(f'{before} bytes must be free beside {self._path} for the copy')
        self._sweep()
        try:
            self._duplicate()
            self._thin()
            self._verify()
            self._swap()
        finally:
            self._sweep()
        return Packed(before, self._path.stat().st_size, self._drop_blobs())

    def _sweep(self):
        """Remove what packing leaves: the copy and what ZODB puts beside it."""
        for left in self._path.parent.glob(self._copy.name + '*'):
            left.unlink()

    def _duplicate(self):
        with open(self._path, 'rb') as log, open(self._copy, 'wb') as copy:
            for content in iter(lambda: log.read(CHUNK), b''):
                copy.write(content)
                self._step('copy', len(content))

    def _thin(self):
        self._step('pack', 0)
        with closing(FileStorage(str(self._copy))) as storage:
            storage.pack(self._until, referencesf)
        if self._erasing:
            blank(self._copy)

    def _verify(self):
        """Look whether each object of the copy can be read, is the one that is there now, leads
        to objects that are there too, and has its blob.
        """
        with closing(read_only(self._path, self._blobs)) as original, \
                closing(read_only(self._copy, self._blobs)) as copy:
            if original.lastTransaction() != copy.lastTransaction():
                raise BackupProblem(f'packing {self._path} lost its last transaction')
            for oid, tid, data in records(copy):
                self._step('verify', 1)
                self._look(oid, tid, data, original, copy)

    def _look(self, oid, tid, data, original, copy):
        if original.load(oid) != (data, tid):
            raise BackupProblem(f'packing {self._path} changed the object {oid.hex()}')
        readable, why = verify_record(oid, data)
        if not readable:
            raise BackupProblem(f'{self._path}: the object {oid.hex()} cannot be read: {why}')
        for each in set(referencesf(data)):
            if not _holds(copy, each) and _holds(original, each):
                raise BackupProblem(f'packing {self._path} lost the object {each.hex()}')
        if is_blob_record(data) and not Path(self._blob(oid, tid)).exists():
            raise BackupProblem(f'{self._blob(oid, tid)} is missing: nothing was packed')

    def _blob(self, oid, tid):
        return FilesystemHelper(str(self._blobs)).getBlobFilename(oid, tid)

    def _swap(self):
        with open(self._copy, 'rb') as copy:
            os.fsync(copy.fileno())
        self._step('index', 0)
        index = self._path.with_name(self._path.name + '.index')
        index.unlink(missing_ok=True)
        self._step('swap', 0)
        os.replace(self._copy, self._path)
        settle_folder(self._path.parent)
        self._step('swapped', 0)

    def _drop_blobs(self):
        """Remove the blobs of revisions that are gone; return how many."""
        found = last(self._path)
        needed = set() if found is None else {
            self._blob(oid, tid) for oid, tid in blob_records(self._path, START, found.tid)}
        dropped = 0
        for path in self._blobs.rglob('*.blob'):
            if str(path) not in needed:
                self._step('blobs', 1)
                path.unlink()
                dropped += 1
        return dropped


def records(storage):
    """Yield ``(oid, tid, data)`` of every object in ``storage`` as it is now."""
    following = None
    while True:
        try:
            oid, tid, data, following = storage.record_iternext(following)
        except (KeyError, ValueError):
            return  # it holds nothing
        yield oid, tid, data
        if following is None:
            return


def _holds(storage, oid):
    try:
        storage.load(oid)
    except KeyError:
        return False
    return True

"""Putting a portal's data back as they were at some moment, all or nothing."""
import os
import shutil
import zlib
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ZODB.blob import BlobStorage, FilesystemHelper
from ZODB.FileStorage import FileStorage

from ...kernel.storage.durable import make_folder, settle_folder
from ...kernel.storage.interfaces import CONTENT
from ...kernel.storage.transactionlog import MAGIC, START, transactions
from .copying import copy, unpack_onto
from .interfaces import BackupProblem
from .keycopies import put_back
from .manifest import BackupManifest

#: Where data are put together before they are put in place.
STAGING = '.restoring'
FILES, BLOBS, HELD = 'filestorage', 'blobstorage', 'mail/held'


@dataclass(frozen=True)
class Plan:
    """The backups to put together, full one first, and the last transaction wanted (``bytes``)."""

    manifests: tuple[BackupManifest, ...]
    until: bytes


def plan(chains, until=None):
    """Return the ``Plan`` that leads to the id ``until``, or to the newest backup if ``None``.

    Raises ``BackupProblem`` if no chain reaches back so far.
    """
    if not chains:
        raise BackupProblem('there is no backup')
    if until is None:
        return Plan(tuple(chains[-1]), bytes.fromhex(chains[-1][-1].cut))
    wanted, best = until.hex(), None
    for chain in chains:
        for number, manifest in enumerate(chain):
            if manifest.cut <= wanted:
                best = chain[:number + 1]
            elif _reaches_back(chain[:number + 1], wanted):
                return Plan(tuple(chain[:number + 1]), until)
    if best is None:
        raise BackupProblem('no backup reaches back to that moment')
    return Plan(tuple(best), until)


def _reaches_back(chain, wanted):
    """Tell whether what was at ``wanted`` is still whole in ``chain``, which goes on after it."""
    return all(segment.packed <= wanted and (segment.history or len(chain) > 1)
               for segment in chain[0].databases.values())


class Restoring:
    """Puts the data of ``wanted``, a ``Plan``, from the folder ``target`` into the folder ``var``.

    ``step(what, count)`` is told of bytes written; ``amend(folder)`` may change what was put
    together in ``folder`` before it is put in place.  ``key``: the public key of the backups,
    with which the newest copy of the keys of cases is put back, too, however old the rest is.
    """

    def __init__(self, target, wanted, var, step, amend=lambda folder: None, key=None):
        self._key = key
        self._target, self._plan = Path(target), wanted
        self._var, self._step, self._amend = Path(var), step, amend

    def restore(self):
        """Do it.  Raises ``BackupProblem``; then ``var`` is as it was before."""
        for name in (FILES, BLOBS):
            place = self._var / name
            if place.exists() and any(place.iterdir()):
                raise BackupProblem(f'{place} holds data: they are not overwritten')
        staging = self._var / STAGING
        shutil.rmtree(staging, ignore_errors=True)
        try:
            self._put_together(staging)
            self._amend(staging)
            self._put_in_place(staging)
        finally:
            shutil.rmtree(staging, ignore_errors=True)

    def _put_together(self, staging):
        for name in self._plan.manifests[0].databases:
            path = staging / FILES / f'{name}.fs'
            make_folder(path.parent)
            self._log(name, path)
            self._blobs(name, path, staging / BLOBS / name)
            self._index(path, staging / BLOBS / name)
        self._mails(staging)
        if self._key is not None:
            put_back(self._target, self._key, staging)

    def _log(self, name, path):
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), 'wb') as log:
            log.write(MAGIC)
            for manifest in self._plan.manifests:
                segment = manifest.databases[name]
                if not segment.history and segment.tid > self._plan.until.hex():
                    break
                self._segment(manifest, segment, log)
            log.flush()
            os.fsync(log.fileno())
        end = START
        for transaction in transactions(path, START, self._plan.until):
            end = transaction.end
        if name == CONTENT and end == START and path.stat().st_size > START:
            raise BackupProblem('no backup reaches back to that moment')
        os.truncate(path, end)

    def _segment(self, manifest, segment, log):
        source = self._target / manifest.name / segment.file
        try:
            digest = unpack_onto(
                source, log, lambda count: self._step(segment.file.removesuffix('.gz'), count))
        except (OSError, EOFError, zlib.error) as error:
            raise BackupProblem(f'{source} is damaged: {error}') from None
        if (digest, log.tell()) != (segment.sha256, segment.end):
            raise BackupProblem(f'{source} is not what was written: its checksum differs')

    def _blobs(self, name, path, folder):
        place = FilesystemHelper(str(folder))
        make_folder(folder)
        place.create()
        until = self._plan.until.hex()
        for manifest in self._plan.manifests:
            for blob in manifest.blobs:
                if blob.database == name and blob.tid <= until:
                    self._blob(blob, place)

    def _blob(self, blob, place):
        oid, tid = bytes.fromhex(blob.oid), bytes.fromhex(blob.tid)
        source = blob.path(self._target)
        place.getPathForOID(oid, create=True)
        try:
            found = copy(source, place.getBlobFilename(oid, tid))
        except OSError as error:
            raise BackupProblem(f'{source}: {error.strerror}') from None
        if found != (blob.sha256, blob.size):
            raise BackupProblem(f'{source} is not what was written: its checksum differs')
        self._step('blobs', blob.size)

    def _index(self, path, blobs):
        """Open and close it: that proves that it opens, and writes its index."""
        with closing(BlobStorage(str(blobs), FileStorage(str(path)))):
            pass

    def _mails(self, staging):
        manifest = self._plan.manifests[-1]
        for name, digest in manifest.files.items():
            source = self._target / manifest.name / name
            if copy(source, staging / HELD / source.name)[0] != digest:
                raise BackupProblem(f'{source} is not what was written: its checksum differs')

    def _put_in_place(self, staging):
        """Blobs first: a portal that finds its databases finds everything."""
        held = staging / HELD
        if held.exists():
            make_folder(self._var / 'mail')
            shutil.rmtree(self._var / HELD, ignore_errors=True)
            held.rename(self._var / HELD)
        for name in (BLOBS, FILES):
            place = self._var / name
            if place.exists():
                place.rmdir()
            (staging / name).rename(place)
        settle_folder(self._var)

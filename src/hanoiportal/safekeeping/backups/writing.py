"""Making one backup in one target."""
import datetime
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from ...kernel.security.crypto.signing import sign
from ...kernel.storage.durable import make_folder, settle_folder, write
from ...kernel.storage.transactionlog import (
    START,
    Damaged,
    blob_records,
    transaction_before,
    transactions,
)
from .copying import copy, pack_range
from .interfaces import BackupProblem
from .manifest import (
    DOCUMENT,
    FULL,
    INCREMENTAL,
    SIGNATURE,
    UNFINISHED,
    BackupManifest,
    Blob,
    Segment,
)


@dataclass(frozen=True)
class Extent:
    """What is to be copied of a log: ``begin`` up to ``end``; ids of transactions in ``bytes``."""

    begin: int
    end: int
    tid: bytes
    packed: bytes


def goes_on(manifest, found):
    """Tell whether each log of ``found`` still begins with what ``manifest`` ends with.

    It does not after a pack, or when the portal runs on another copy of its data.
    """
    return all(_ends_alike(manifest.databases.get(source.name), source) for source in found)


def _ends_alike(segment, source):
    if segment is None or segment.history != source.history:
        return False
    if segment.end == START:
        return True
    last = transaction_before(source.path, segment.end)
    return last is not None and last.tid.hex() == segment.tid


def extents(found, cut, parent=None):
    """Return the ``Extent`` of each of ``found`` up to the id ``cut``, by name.

    ``parent``: the ``BackupManifest`` after which they begin.  Raises ``BackupProblem``.
    """
    try:
        return {source.name: _extent(
            source, None if source.name not in (parent.databases if parent else ())
            else parent.databases[source.name], cut) for source in found}
    except Damaged as error:
        raise BackupProblem(f'{error}; restore it, or see "Damage" in the manual') from None


def _extent(source, before, cut):
    begin = end = before.end if before else START
    tid, packed = (bytes.fromhex(each) for each in
                   ((before.tid, before.packed) if before else ('', '')))
    for each in transactions(source.path, begin, cut if source.history else None):
        end, tid = each.end, each.tid
        packed = each.tid if each.packed else packed
    return Extent(begin, end, tid, packed)


class Writing:
    """Makes a backup of the logs ``found`` in the folder ``target``.

    ``key``: that signs; ``now``: aware UTC; ``step(what, count)`` is told of bytes read.
    """

    def __init__(self, found, target, key, now, step):
        self._found, self._target, self._key = found, Path(target), key
        self._now, self._step = now, step
        self._name = now.astimezone(datetime.UTC).strftime('%Y%m%dT%H%M%S%fZ')

    def write(self, wanted, cut, parent, same_device, mails=()):
        """Return the ``BackupManifest`` of the backup made; it is there whole or not at all.

        ``wanted``: extents by name; ``parent``: the manifest before it, ``None`` for a full one;
        ``mails``: paths of what waits to be sent.
        """
        part = self._target / (self._name + UNFINISHED)
        self._sweep()
        make_folder(part)
        databases = {source.name: self._segment(source, wanted[source.name], part)
                     for source in self._found}
        blobs, missing = self._blobs(wanted)
        manifest = BackupManifest(
            self._name, INCREMENTAL if parent else FULL, self._now.isoformat(), cut.hex(),
            same_device, databases, blobs, missing, self._mails(mails, part),
            parent.name if parent else '', parent.sha256 if parent else '')
        write(part / DOCUMENT, manifest.document)
        write(part / SIGNATURE, sign(self._key, manifest.document).encode())
        part.rename(self._target / self._name)
        settle_folder(self._target)
        return manifest

    def _sweep(self):
        """Remove what an interrupted backup has left."""
        for left in self._target.glob('*' + UNFINISHED):
            shutil.rmtree(left)

    def _segment(self, source, extent, part):
        file = f'{source.name}.fs.gz'
        digest, size = pack_range(source.path, extent.begin, extent.end, part / file,
                                  lambda count: self._step(source.name, count))
        last = transaction_before(source.path, extent.end)
        if extent.end > START and (last is None or last.tid != extent.tid):
            raise BackupProblem(f'{source.path} was packed meanwhile: run the backup again')
        return Segment(file, extent.begin, extent.end, extent.tid.hex(), extent.packed.hex(),
                       source.history, digest, size)

    def _blobs(self, wanted):
        """Return the blobs copied, and the names of those that are gone: they stop nothing."""
        blobs, missing = [], []
        for source in self._found:
            extent = wanted[source.name]
            if extent.end == extent.begin:
                continue
            for oid, tid in blob_records(source.path, extent.begin, extent.tid):
                blob = Blob(source.name, oid.hex(), tid.hex(), '', 0)
                try:
                    digest, size = copy(source.blob(oid, tid), blob.path(self._target))
                    blobs.append(replace(blob, sha256=digest, size=size))
                except FileNotFoundError:
                    missing.append(f'{blob.database}/{blob.oid}/{blob.tid}')
        return tuple(blobs), tuple(missing)

    def _mails(self, mails, part):
        found = {}
        for path in mails:
            try:
                found[f'mail/{path.name}'], _size = copy(path, part / 'mail' / path.name)
            except FileNotFoundError:
                continue  # it was sent meanwhile
        return found

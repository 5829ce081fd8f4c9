"""The content of each site as one digest, byte for byte, and whether everything is there.

A site owns what is reached from it by references without passing through another site; what is
left (accounts, indexes) belongs to the portal.  So each record counts once, and two databases with
the same digests hold the same, to the last reference and blob.
"""
import hashlib
from dataclasses import dataclass, field

from pyroaring import BitMap64
from ZODB.blob import is_blob_record
from ZODB.POSException import POSKeyError
from ZODB.serialize import referencesf
from ZODB.utils import p64, u64

ROOT = b'\0' * 8


@dataclass
class Walk:
    """What ``walk`` found: the digest of each part by name, records in all, and the ids, in
    hexadecimal, of objects and blobs that something refers to and that are not there.
    """

    digests: dict[str, str] = field(default_factory=dict)
    records: int = 0
    missing: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Site:
    """Where the objects of one site are reached from.  ``name``: its path."""

    name: str
    oid: bytes


def walk(storage, until, sites=(), above=(), step=lambda: None):
    """Return the ``Walk`` of everything that was in ``storage`` at the transaction ``until``.

    ``until``: id, ``bytes``; ``sites``: ``Site`` of each; ``above``: ids of the objects that
    they stand in.  What no site owns is called ``''``.  ``step()`` is told of each record.
    """
    walking = _Walking(storage, until, step)
    fences = {u64(oid) for oid in (*above, *(site.oid for site in sites))}
    for site in sites:
        walking.part(site.name, site.oid, fences)
    walking.part('', ROOT, frozenset())
    return walking.found


class _Walking:

    def __init__(self, storage, until, step):
        self._storage, self._until, self._step = storage, until, step
        self._seen, self.found = BitMap64(), Walk()

    def part(self, name, start, fences):
        """Add up what is reached from ``start`` and was not seen yet, not passing ``fences``."""
        digest, ahead = hashlib.sha256(), [start]
        while ahead:
            oid = ahead.pop()
            number = u64(oid)
            if number in self._seen or (number in fences and oid != start):
                continue
            self._seen.add(number)
            ahead.extend(self._add(oid, digest))
            self._step()
        self.found.digests[name] = digest.hexdigest()

    def _add(self, oid, digest):
        """Add the record of ``oid`` to ``digest`` and return what it refers to."""
        record = _load(self._storage, oid, self._until)
        if record is None:
            digest.update(b'missing' + oid)
            if oid != ROOT:  # nothing was ever written
                self.found.missing.append(oid.hex())
            return ()
        data, tid = record
        self.found.records += 1
        digest.update(oid + tid + len(data).to_bytes(8, 'big') + data)
        if is_blob_record(data):
            digest.update(_blob(self._storage, oid, tid, self.found))
        return referencesf(data)


def _load(storage, oid, until):
    try:
        found = storage.loadBefore(oid, p64(u64(until) + 1))
    except POSKeyError:
        return None
    return found and found[:2]


def _blob(storage, oid, tid, found):
    try:
        with open(storage.loadBlob(oid, tid), 'rb') as file:
            return hashlib.file_digest(file, 'sha256').digest()
    except (POSKeyError, OSError):
        found.missing.append(oid.hex())
        return b'missing blob'

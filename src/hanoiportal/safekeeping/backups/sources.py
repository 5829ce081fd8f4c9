"""Where the three databases lie: as logs that only grow, whatever the storage.

The file of a FileStorage is read as it is, also while a portal or a ZEO server writes it.  Any
other storage is followed by a *mirror*, a FileStorage of our own to which its new transactions
are copied first.
"""
import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs

from relstorage.storage import RelStorage
from ZODB.blob import BlobStorage, FilesystemHelper
from ZODB.FileStorage import FileStorage
from ZODB.utils import newTid, p64, u64
from zodburi import resolve_uri

from ...base.databases import setting_of
from ...kernel.storage.interfaces import CONTENT, DRAFTS, INTERACTIONS, KEYS
from ...kernel.storage.transactionlog import last, transaction_before
from .interfaces import BackupProblem

#: Content comes last: what the others name by its id is then in it.
NAMES = (INTERACTIONS, DRAFTS, CONTENT)
NOTHING = b'\0' * 8
#: Addresses of a ZEO server: on this machine, and by TLS.
_ZEO = ('zeo:', 'zeos:')


@dataclass(frozen=True)
class Source:
    """A log to copy.  ``path``: the file; ``blobs``: folder of the blobs beside it.

    ``history``: whether it holds every transaction as it was; ``uri``: the storage itself.
    """

    name: str
    path: Path
    blobs: Path
    history: bool
    uri: str

    def blob(self, oid, tid):
        """Return the path of a blob; both ids are ``bytes``."""
        return Path(FilesystemHelper(str(self.blobs)).getBlobFilename(oid, tid))

    def reading(self):
        """Return the storage opened for reading; the caller closes it.

        Where history is kept it answers what was at an earlier transaction.
        """
        if self.history and not self.uri.startswith(('file:', *_ZEO)):
            return resolve_uri(self.uri)[0]()
        return read_only(self.path, self.blobs)


def read_only(path, blobs):
    """Return the FileStorage in ``path`` opened for reading, beside whoever writes it."""
    return BlobStorage(str(blobs), FileStorage(str(path), read_only=True))


def uris_by_name(settings):
    """Return the address of each database's storage by its name, from the ini's ``settings``;
    that of the keys of cases, too, which are copied otherwise (``keycopies``).
    """
    found = {name: settings[setting_of(name)] for name in NAMES}
    keys = settings.get(setting_of(KEYS))
    return {**found, KEYS: keys} if keys else found


def sources(uris, var, mirror, afresh=False):
    """Return the ``Source`` of each database, mirrors brought up to date.

    ``uris``: by name; ``var``: where a ZEO server on this machine has its files; ``mirror``:
    folder of the mirrors; ``afresh``: make them anew, without what has been erased meanwhile.
    """
    return [_source(name, uris[name], Path(var), Path(mirror), afresh) for name in NAMES]


def _source(name, uri, var, mirror, afresh):
    if uri.startswith('file://'):
        return Source(name, *_named(uri), True, uri)
    if uri.startswith('memory:'):
        raise BackupProblem(f'{name} is kept in memory alone: there is nothing to copy')
    with closing(resolve_uri(uri)[0]()) as storage:
        own = var / 'filestorage' / f'{name}.fs'
        if uri.startswith(_ZEO) and _is_that_of(storage, own):
            return Source(name, own, var / 'blobstorage' / name, True, uri)
        return _mirrored(name, uri, storage, mirror, afresh)


def files_of(name, uri, var):
    """Return the file and the folder of blobs of a FileStorage, or of a ZEO server that has them
    in ``var``; ``None`` where the storage is of another kind.  Raises ``BackupProblem``.
    """
    if uri.startswith('file://'):
        return _named(uri)
    if not uri.startswith(_ZEO):
        return None
    path = Path(var) / 'filestorage' / f'{name}.fs'
    if not path.exists():
        raise BackupProblem(f'{path} is not there: do it on the machine of the ZEO server')
    return path, Path(var) / 'blobstorage' / name


def _named(uri):
    path, _, query = uri.removeprefix('file://').partition('?')
    [blobs] = parse_qs(query).get('blobstorage_dir', [f'{path}.blobs'])
    if not Path(path).exists():
        raise BackupProblem(f'{path} is not there')
    return Path(path), Path(blobs)


def _is_that_of(storage, path):
    """Tell whether ``path`` is the file that the ZEO server of ``storage`` writes."""
    known = storage.lastTransaction()
    found = last(path) if path.exists() else None
    while found is not None and found.tid > known:
        found = transaction_before(path, found.begin)
    return found is not None and found.tid == known


def _mirrored(name, uri, storage, mirror, afresh):
    path, blobs = mirror / f'{name}.fs', mirror / f'{name}.blobs'
    history = not isinstance(storage, RelStorage) or storage.keep_history
    if afresh:
        for each in (path, path.with_name(path.name + '.index')):
            each.unlink(missing_ok=True)
        shutil.rmtree(blobs, ignore_errors=True)
    mirror.mkdir(mode=0o700, parents=True, exist_ok=True)
    with closing(BlobStorage(str(blobs), FileStorage(str(path)))) as copy:
        copy.copyTransactionsFrom(_Newer(storage, copy.lastTransaction()))
    return Source(name, path, blobs, history, uri)


class _Newer:
    """The transactions of ``storage`` after the one with the id ``known``."""

    def __init__(self, storage, known):
        self._storage = storage
        self._start = p64(u64(known or NOTHING) + 1)

    def iterator(self):
        """Return them, oldest first."""
        return self._storage.iterator(self._start)

    def loadBlob(self, oid, serial):
        """Return the path of a blob."""
        return self._storage.loadBlob(oid, serial)


def cut_of(found):
    """Return the id up to which all of ``found`` are copied, so that they agree.

    One transaction writes one database, and what depends on another came after it.  So of every
    log, read after this moment, all up to it is taken.  Where the clock was set back the newest
    transaction says more than the clock.
    """
    newest = [last(source.path) for source in found]
    return max([newTid(None), *(each.tid for each in newest if each)])

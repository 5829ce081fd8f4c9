"""Copies of the keys of cases: apart from all other backups, and for days alone (ADR 65).

A copy is one signed file with all keys, beside the backups in the folder ``keys`` of a target.  A
destroyed key is gone from the copies when the rules let the last go that had it.
"""
import datetime
import gzip
import json
from contextlib import closing
from pathlib import Path

import transaction
from BTrees.LLBTree import LLBTree, LLTreeSet
from BTrees.LOBTree import LOBTree
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage
from zodburi import resolve_uri

from ...kernel.security.crypto.signing import is_signed, sign
from ...kernel.storage.durable import make_folder, write
from ...kernel.storage.interfaces import KEYS
from ...kernel.storage.keys import ROOT, KeyStore
from ...kernel.storage.snapshot import at_once
from .interfaces import BackupProblem

FOLDER, COPY, SIGNATURE = 'keys', '.json.gz', '.sig'
_STAMP = '%Y%m%dT%H%M%S%fZ'


def read_keys(uri: str) -> bytes | None:
    """Return a copy of the keys in the storage at ``uri``, beside whoever writes it; ``None`` if
    there is none yet, or none that lasts.
    """
    if not uri or uri.startswith('memory:'):
        return None
    if uri.startswith('file://'):
        path = Path(uri.removeprefix('file://').partition('?')[0])
        if not path.exists():
            return None
        storage = FileStorage(str(path), read_only=True)
    else:
        storage = resolve_uri(uri)[0]()
    with closing(storage), at_once(DB(storage)) as connection:
        store = connection.root().get(ROOT)
        return None if store is None else _written(store)


def _written(store: KeyStore) -> bytes:
    return gzip.compress(json.dumps({
        'last': store.last, 'lookup': store.lookup.hex(), 'made': list(store.made.items()),
        'gone': list(store.gone),
        'keys': [(number, key.hex()) for number, key in store.keys.items()]}).encode(), mtime=0)


def keep(target: Path, copy: bytes, key: Ed25519PrivateKey, now: datetime.datetime,
         days: int) -> Path:
    """Write ``copy`` into the folder ``target``, signed with ``key``; let go of the earlier one
    if it says the same, and of all that are older than ``days``.  Return the new file.
    """
    made = target / FOLDER / f'{now.astimezone(datetime.UTC):{_STAMP}}{COPY}'
    known = copies(target)
    make_folder(made.parent)
    write(made, copy)
    write(_signature_of(made), sign(key, copy).encode())
    oldest = now - datetime.timedelta(days=days)
    for path in known:
        if path != made and (_moment(path) < oldest or path.read_bytes() == copy):
            _signature_of(path).unlink(missing_ok=True)
            path.unlink()
    return made


def _signature_of(path: Path) -> Path:
    return path.with_name(path.name + SIGNATURE)


def copies(target: Path) -> list[Path]:
    """Return the copies in ``target``, oldest first."""
    return sorted((target / FOLDER).glob(f'*{COPY}'))


def newest(target: Path, key: Ed25519PublicKey) -> bytes | None:
    """Return the newest copy in ``target``, ``None`` if there is none.  Raises ``BackupProblem``
    if ``key`` did not sign it.
    """
    found = copies(target)
    if not found:
        return None
    path = found[-1]
    signature, copy = _signature_of(path), path.read_bytes()
    if not signature.exists() or not is_signed(key, copy, signature.read_text()):
        raise BackupProblem(f'{path} was not signed by this portal')
    return copy


def put_back(target: Path, key: Ed25519PublicKey, folder: Path) -> int:
    """Make the database of keys in ``folder`` of the newest copy in ``target``, if there is one;
    return how many keys it has.  Raises ``BackupProblem`` as ``newest`` does.
    """
    copy = newest(target, key)
    if copy is None:
        return 0
    found = json.loads(gzip.decompress(copy))
    path = folder / 'filestorage' / f'{KEYS}.fs'
    (folder / 'blobstorage' / KEYS).mkdir(mode=0o700, parents=True, exist_ok=True)
    manager = transaction.TransactionManager(explicit=True)
    with closing(DB(FileStorage(str(path), create=True))) as database:
        manager.begin()
        connection = database.open(manager)
        store = connection.root()[ROOT] = KeyStore()
        store.last, store.lookup = found['last'], bytes.fromhex(found['lookup'])
        store.keys = LOBTree({number: bytes.fromhex(key) for number, key in found['keys']})
        store.made = LLBTree(dict(found['made']))
        store.gone = LLTreeSet(found['gone'])
        manager.commit()
        connection.close()
    path.chmod(0o600)
    return len(found['keys'])


def _moment(path: Path) -> datetime.datetime:
    return datetime.datetime.strptime(path.name.removesuffix(COPY), _STAMP).replace(
        tzinfo=datetime.UTC)

"""What a backup holds, written down and signed; and the backups that lie in a folder.

::

    TARGET/20261126T070000Z/manifest.json, manifest.sig
                            content.fs.gz, interactions.fs.gz, drafts.fs.gz, mail/…
    TARGET/blobs/content/<oid>/<tid>

A backup that is being made is called ``NAME.part``; only one that is whole has its own name.
A full backup starts a chain, an incremental one goes on from its ``parent``.
"""
import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ...kernel.security.crypto.signing import is_signed
from .interfaces import BackupProblem

FORM = 1
FULL, INCREMENTAL = 'full', 'incremental'
UNFINISHED = '.part'
DOCUMENT, SIGNATURE = 'manifest.json', 'manifest.sig'


@dataclass(frozen=True)
class Segment:
    """A part of a database's log: the bytes from ``begin`` up to ``end``, packed by gzip.

    ``tid``: id of the last transaction in it and before it; ``packed``: of the last that a pack
    has thinned out; both hexadecimal, ``''`` for none.  ``history``: whether each transaction is
    as it was; else it may be restored as a whole only.  ``sha256``, ``size``: of the file.
    """

    file: str
    begin: int
    end: int
    tid: str
    packed: str
    history: bool
    sha256: str
    size: int


@dataclass(frozen=True)
class Blob:
    """A file that an object of ``database`` holds.  ``oid``, ``tid``: hexadecimal."""

    database: str
    oid: str
    tid: str
    sha256: str
    size: int

    def path(self, target):
        """Return where it lies in the folder ``target``."""
        return Path(target) / 'blobs' / self.database / self.oid / self.tid


@dataclass(frozen=True)
class BackupManifest:
    """One backup.  ``cut``: id of the transaction up to which it goes, hexadecimal.

    ``parent``, ``parent_sha256``: the backup before it and the digest of its manifest;
    ``missing``: blobs that were not there any more when they should have been copied, as
    ``database/oid/tid``; ``created``: RFC 3339; ``same_device``: whether the copy lay on
    the device of the original.
    """

    name: str
    kind: str
    created: str
    cut: str
    same_device: bool
    databases: dict[str, Segment]
    blobs: tuple[Blob, ...] = ()
    missing: tuple[str, ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    parent: str = ''
    parent_sha256: str = ''
    form: int = FORM

    @property
    def document(self):
        """The manifest as the bytes that are signed."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()

    @property
    def sha256(self):
        """The digest by which the next one names it."""
        return hashlib.sha256(self.document).hexdigest()


def read(folder, key):
    """Return the ``BackupManifest`` of the backup in ``folder``, its signature checked by ``key``.

    Raises ``BackupProblem``.
    """
    try:
        content = (folder / DOCUMENT).read_bytes()
        signature = (folder / SIGNATURE).read_text('ascii')
    except (OSError, UnicodeDecodeError) as error:
        raise BackupProblem(f'{folder} is no backup: {error}') from None
    if not is_signed(key, content, signature):
        raise BackupProblem(f'{folder} was not signed with this key, or was changed')
    values = json.loads(content)
    if values['form'] != FORM:
        raise BackupProblem(f'{folder} has the form {values["form"]}, not {FORM}')
    values['databases'] = {
        name: Segment(**segment) for name, segment in values['databases'].items()}
    values['blobs'] = tuple(Blob(**blob) for blob in values['blobs'])
    values['missing'] = tuple(values['missing'])
    found = BackupManifest(**values)
    if found.name != folder.name:
        raise BackupProblem(f'{folder} is the backup {found.name}, under another name')
    return found


def names(target):
    """Return the names of the whole backups in ``target``, oldest first."""
    target = Path(target)
    return sorted(path.parent.name for path in target.glob(f'*/{DOCUMENT}')
                  if not path.parent.name.endswith(UNFINISHED)) if target.is_dir() else []


def chains(target, key):
    """Return the chains in ``target``, oldest first: lists of ``BackupManifest``, full one first.

    Raises ``BackupProblem`` at a backup that is not what its successor goes on from.
    """
    found = []
    for name in names(target):
        manifest = read(Path(target) / name, key)
        if manifest.kind == FULL:
            found.append([manifest])
        elif found and _goes_on(found[-1][-1], manifest):
            found[-1].append(manifest)
        else:
            raise BackupProblem(f'{name} goes on from {manifest.parent}, which is not there')
    return found


def _goes_on(before, manifest):
    return (manifest.parent, manifest.parent_sha256) == (before.name, before.sha256)

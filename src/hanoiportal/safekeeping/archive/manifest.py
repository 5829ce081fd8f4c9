"""What a closed file of an archive holds, written down, signed, and chained to the one before.

::

    ARCHIVE/000001-20261127.warc.gz, 000001-20261127.json, 000001-20261127.sig
            000002-….warc.gz.open                     the file that is being written
            000001-20261127.redacted-1.json, .sig     what was taken out of it since, and why
            000001-20261127.key-1.json, .sig          that another key signs after it, and why
            archive.sqlite                            where is what

The manifest says the digest of every single record, so that a file from which a record was taken
by right can still be proved: what is left is what it was.
"""
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from ...kernel.security.crypto.signing import is_signed, sign
from ...kernel.storage.durable import write
from .interfaces import ArchiveProblem

FORM = 1
WARC, DOCUMENT, SIGNATURE, UNFINISHED = '.warc.gz', '.json', '.sig', '.open'
#: Between the name of a file and the number of what says that something was taken out of it, or
#: that another key signs after it.
REDACTED, KEY = '.redacted-', '.key-'


@dataclass(frozen=True)
class Manifest:
    """One closed file.

    ``number``: from 1 on, without a gap.  ``sha256``, ``size``: of the file.  ``created``: RFC
    3339.  ``parent_sha256``: digest of the manifest before it, ``''`` for the first.
    ``records``: ``(id, offset, length, sha256)`` of each record.
    """

    name: str
    number: int
    created: str
    sha256: str
    size: int
    records: tuple[tuple[str, int, int, str], ...]
    parent_sha256: str
    form: int = FORM

    @property
    def document(self):
        """The manifest as the bytes that are signed."""
        return document_of(asdict(self))


def document_of(values):
    """Return ``values``, a ``dict``, as the bytes that are signed."""
    return json.dumps(values, indent=1, sort_keys=True).encode()


def digest_of(document):
    """Return the digest by which the next manifest names this ``document``, ``bytes``."""
    return hashlib.sha256(document).hexdigest()


def keep(folder, name, document, key):
    """Write the ``document``, ``bytes``, called ``name``, signed with the private ``key``."""
    write(Path(folder) / (name + SIGNATURE), sign(key, document).encode('ascii'))
    write(Path(folder) / (name + DOCUMENT), document)


def read(folder, name, *keys):
    """Return the ``dict`` in the document called ``name``, signed with one of ``keys``, public.

    Raises ``ArchiveProblem``.
    """
    try:
        document = (Path(folder) / (name + DOCUMENT)).read_bytes()
        signature = (Path(folder) / (name + SIGNATURE)).read_text('ascii')
    except (OSError, UnicodeDecodeError) as error:
        raise ArchiveProblem(f'{name} has no manifest that can be read: {error}') from None
    if not any(is_signed(key, document, signature) for key in keys):
        raise ArchiveProblem(f'the manifest of {name} was not signed with this key, or was '
                             'changed')
    values = json.loads(document)
    if values['form'] != FORM:
        raise ArchiveProblem(f'the manifest of {name} has the form {values["form"]}, not {FORM}')
    return values


def manifest_of(folder, name, key):
    """Return the ``Manifest`` called ``name``.  Raises ``ArchiveProblem``."""
    values = read(folder, name, key)
    values['records'] = tuple(map(tuple, values['records']))
    found = Manifest(**values)
    if found.name != name:
        raise ArchiveProblem(f'{name} is the manifest of {found.name}, under another name')
    return found


def names(folder):
    """Return the names of the closed files in ``folder``, oldest first."""
    return sorted(path.name.removesuffix(DOCUMENT) for path in Path(folder).glob(f'*{DOCUMENT}')
                  if '.' not in path.name.removesuffix(DOCUMENT))


def redactions(folder, name):
    """Return the names of the documents that say what was taken out of the file called ``name``,
    the first one first.
    """
    return _after(folder, name, REDACTED)


def key_changes(folder, name):
    """Return the names of the documents that say that, after the file called ``name``, another key
    signs, the first one first.
    """
    return _after(folder, name, KEY)


def _after(folder, name, kind):
    found = [path.name.removesuffix(DOCUMENT)
             for path in Path(folder).glob(f'{name}{kind}*{DOCUMENT}')]
    return sorted(found, key=lambda each: int(each.rpartition('-')[2]))

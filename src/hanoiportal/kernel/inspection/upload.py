"""Files that people upload: the value kept, and the colander type that checks it.

**The contract.**  A field made by ``schema.upload(title)`` holds a ``StoredFile``, or ``None``
when it is not required and nothing was given.

- *Giving a file*: to ``IEditing.add`` and ``edit`` give ``Incoming(filename, file)``, or any
  object with those two attributes, such as the ``cgi.FieldStorage`` that WebOb gives for
  ``<input type="file">``; ``file`` is binary, seekable and stays the caller's.  The mapping that
  deform's ``FileUploadWidget`` gives (``filename``, ``fp``) will do as well.
- *Keeping a file*: leave the field out of ``edit``, or give the ``StoredFile`` back.  An empty
  ``<input type="file">`` arrives as ``b''``: that is nothing given, and a form leaves it out.
- *Showing or exporting one*: ``serialize`` returns the ``StoredFile`` or ``colander.null``.  It
  has ``filename``, ``mimetype``, ``size`` (bytes), ``sha256`` (hex) and ``open()``.
- *What is refused*, with a reason in Vietnamese: a format that is not in ``formats.csv`` or not of
  the field's kinds, a content that is not what the extension says, an archive that holds such
  a file (``archives``), macros, more than ``settings.upload_bytes``,
  what swells when it is opened (``expansion``), nothing at all.

The bytes are a ZODB blob: they are there when the transaction commits, and gone when it aborts.
"""
import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO

import colander
from persistent import Persistent
from pyramid.registry import Registry
from ZODB.blob import Blob

from ...base.i18n import _
from ...base.settings import ISettings
from ...base.text import nfc
from .archives import members_of, without_litter
from .clamd import IScanner, Unanswered
from .expansion import check_expansion
from .formats import IFormats
from .signatures import BadFile, Binary

log = logging.getLogger(__name__)

_CHUNK = 1 << 16
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Incoming:
    """A file on its way in.  ``file``: binary and seekable.

    ``exact``: it was kept by a portal before and is to keep its bytes; never for what a visitor
    or editor sends.
    """

    filename: str
    file: BinaryIO
    exact: bool = False


class StoredFile(Persistent):
    """Tệp: bytes with their name and media type.  It never changes; a new upload is a new one.

    ``size``: bytes.  ``sha256``: of the content, in hexadecimal.  ``examined``: what was found
    when it came, a ``media.examined.Examined``; ``None`` if nobody looked.
    ``waiting``: no scanner has found it harmless yet: it is given to nobody (``quarantine``).
    ``malware``: what a scanner has found in it since.
    ``converted``: the fonts of before Unicode that its text was typed for when it came.
    """

    examined = None
    converted = ''
    waiting, malware = False, ''

    def __init__(self, filename: str, mimetype: str, file: Binary) -> None:
        self.filename = filename
        self.mimetype = mimetype
        self.blob = Blob()
        self.size, self.sha256 = _copy(file, self.blob)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StoredFile) and (
            (self.filename, self.sha256) == (other.filename, other.sha256))

    def __hash__(self) -> int:
        return hash((self.filename, self.sha256))

    def open(self) -> BinaryIO:
        """Return the content as a binary file, to be closed by the caller."""
        opened: BinaryIO = self.blob.open('r')
        return opened


class HeldFile(StoredFile):
    """A file that is inspected and read at once: it is in memory, and no database keeps it."""

    def __init__(self, filename: str, mimetype: str, file: Binary) -> None:
        self.filename, self.mimetype = filename, mimetype
        file.seek(0)
        self.content = file.read()
        self.size, self.sha256 = len(self.content), sha256(self.content).hexdigest()

    def open(self) -> BinaryIO:
        """See ``StoredFile``."""
        return BytesIO(self.content)


def _copy(file: Binary, blob: Blob) -> tuple[int, str]:
    """Copy ``file`` into ``blob``; return its size and SHA-256."""
    file.seek(0)
    digest, size = sha256(), 0
    with blob.open('w') as kept:
        while chunk := file.read(_CHUNK):
            kept.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return size, digest.hexdigest()

#: Makes the value of a file name, a media type and a binary file; may raise ``BadFile``.
Keep = Callable[[str, str, Binary], StoredFile]


class Upload(colander.SchemaType):
    """The type of a field that holds a file, see above; the schema must be bound to a registry.

    ``kinds``: kinds of ``Format`` that are allowed, ``None`` for all.
    ``keep_exactly``: ``keep`` for files whose bytes must stay.
    """

    def __init__(
            self, kinds: Collection[str] | None = None, keep: Keep = StoredFile,
            keep_exactly: Keep = StoredFile) -> None:
        self.kinds = kinds
        self.keep = keep
        self.keep_exactly = keep_exactly

    def serialize(self, node: colander.SchemaNode, appstruct: object) -> object:
        return colander.null if appstruct is None else appstruct

    def deserialize(self, node: colander.SchemaNode, cstruct: object) -> object:
        if cstruct is colander.null or cstruct is None or cstruct in ('', b''):
            return colander.null
        if isinstance(cstruct, StoredFile):
            return cstruct
        try:
            exact = isinstance(cstruct, Incoming) and cstruct.exact
            return self._kept(node.bindings['registry'], exact, *_parts(cstruct))
        except BadFile as error:
            raise colander.Invalid(node, error.args[0]) from None

    def _kept(self, registry: Registry, exact: bool, filename: str, file: Binary) -> StoredFile:
        _check_size(file, registry.getUtility(ISettings).upload_bytes)
        formats, keep = registry.getUtility(IFormats), self.keep_exactly if exact else self.keep
        found = formats.check(filename, file, self.kinds)
        members = None if exact else members_of(formats, found)
        check_expansion(filename, file, members)
        with without_litter(filename, file, members) as clean:
            waiting = _must_wait(registry.queryUtility(IScanner), clean)
            stored = keep(filename, found.mimetype, clean)
        if waiting:
            stored.waiting = True
        return stored


def _must_wait(scanner: IScanner | None, file: Binary) -> bool:
    """Return whether ``scanner`` cannot say now that ``file`` is harmless; ``None``: no scanner.

    Raises ``Infected``.
    """
    try:
        if scanner is not None:
            scanner.scan(file)
    except Unanswered as error:
        log.error('a file waits to be scanned: %s', error)
        return True
    return False


def _parts(given: object) -> tuple[str, Binary]:
    if isinstance(given, dict):
        filename, file = given.get('filename'), given.get('fp')
    else:
        filename, file = getattr(given, 'filename', None), getattr(given, 'file', None)
    if file is None or not isinstance(filename, str):
        raise BadFile(_('Chưa có tệp nào được gửi.'))
    return clean_filename(filename), file


def clean_filename(filename: str) -> str:
    """Return ``filename`` in NFC without folders, as some browsers send them, and with its
    quotation marks, which all of them send as ``%22`` (HTML Living Standard, 4.10.21.8).

    Raises ``BadFile`` if it is empty, longer than 200 or has control characters.
    """
    name = nfc(filename).replace('%22', '"').replace('\\', '/').rpartition('/')[2].strip()
    if not name.strip('.') or len(name) > _LONGEST_NAME or not name.isprintable():
        raise BadFile(_('Tên tệp “${name}” không dùng được.', mapping={'name': name[:80]}))
    return name


def _check_size(file: Binary, largest: int) -> None:
    size = file.seek(0, 2)
    if size == 0:
        raise BadFile(_('Tệp rỗng.'))
    if size > largest:
        raise BadFile(_('Tệp lớn ${size} MB; được gửi tối đa ${largest} MB.', mapping={
            'size': -(-size // 1_048_576), 'largest': largest // 1_048_576}))

"""What lies in an archive: only what could be uploaded by itself (ASVS 5.0, 5.2.2).

What systems of files leave in every folder, such as ``.DS_Store``, nobody has chosen to upload,
and it tells of other files: an archive is kept without it.
"""
import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import Protocol
from zipfile import ZipFile

from ...base.i18n import _
from .formats import Format, Formats
from .signatures import BadFile, Binary, unpacking

_IN_MEMORY = 1 << 20
_ARCHIVE = 'archive'
#: Names of files, and of folders with all in them, in lower case.
_LITTER = {'.ds_store', 'thumbs.db', 'desktop.ini'}
_FOLDER = '__macosx'


class Made(Protocol):
    """A binary file that is written."""

    def write(self, content: bytes, /) -> int:
        """Write ``content`` behind what is there."""

    def flush(self) -> object:
        """Let what is written reach the file."""


class Members:
    """Looks at each file in an archive, and in archives in it, while it is unpacked.

    ``litter``: whether there was some.
    """

    def __init__(self, formats: Formats) -> None:
        """``formats``: the ``Formats`` of what would be taken by itself."""
        self._formats = formats
        self.litter = False

    def look(self, name: str, file: Binary) -> 'Members | None':
        """Look at the binary ``file`` called ``name``, and return who looks at what lies in it:
        ``None`` if that is no archive.  Raises ``BadFile``.
        """
        return self if self._formats.check(name, file).kind == _ARCHIVE else None

    def look_in_folder(self, name: str, file: Binary) -> 'Members | None':
        """``look`` at what lies in a folder, or in none, of a ZIP: there alone it may be litter.
        """
        if _is_litter(name):
            self.litter = True
            return None
        return self.look(name, file)


def members_of(formats: Formats, found: Format) -> Members | None:
    """Return the ``Members`` of a file of the ``Format`` ``found``; ``None`` if it is no archive.
    """
    return Members(formats) if found.kind == _ARCHIVE else None


@contextmanager
def without_litter(filename: str, file: Binary, members: Members | None) -> Iterator[Binary]:
    """Give ``file``, an archive called ``filename`` that ``members`` have looked at, or one made
    of it if there was litter; of a file that is no archive, ``members`` being ``None``, itself.
    The position in ``file`` is lost.  Raises ``BadFile``.
    """
    if members is None or not members.litter:
        yield file
        return
    with SpooledTemporaryFile(_IN_MEMORY) as made:
        with unpacking():
            _copy(filename, file, made)
        yield made


def _copy(name: str, file: Binary, made: Made) -> None:
    """Write ``file`` without litter into ``made``; both binary."""
    file.seek(0)
    if name.lower().endswith('.zip'):
        _copy_zip(name, file, made)
    elif name.lower().endswith('.gz'):
        with gzip.open(file) as member, gzip.GzipFile('', 'wb', fileobj=made, mtime=0) as packed:
            _copy(name[:-len('.gz')], member, packed)
    else:
        copyfileobj(file, made)


def _copy_zip(name: str, file: Binary, made: Made) -> None:
    with _opened(file) as archive, SpooledTemporaryFile(_IN_MEMORY) as whole:
        with ZipFile(whole, 'w') as new:
            for info in archive.infolist():
                if not _is_litter(info.filename):
                    with archive.open(info) as member, new.open(info, 'w') as packed:
                        _copy(info.filename, member, packed)
            if not new.infolist():
                raise BadFile(_('Tệp “${name}” rỗng.', mapping={'name': name}))
        whole.seek(0)
        copyfileobj(whole, made)


def _opened(file: Binary) -> ZipFile:
    """Return the ``ZipFile`` in ``file``; many systems write names in UTF-8 and do not say so."""
    try:
        return ZipFile(file, metadata_encoding='utf-8')
    except UnicodeDecodeError:
        return ZipFile(file)


def leaves_its_folder(name: str) -> bool:
    """Return whether ``name``, a path in an archive, leads out of the folder that it is unpacked
    into on some system (CWE-22): upwards, from the root or from a drive.
    """
    parts = name.replace('\\', '/').split('/')
    return parts[0] == '' or parts[0][1:2] == ':' or '..' in parts


def _is_litter(name: str) -> bool:
    *folders, last = name.lower().split('/')
    return last in _LITTER or _FOLDER in folders

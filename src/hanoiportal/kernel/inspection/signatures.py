"""What a file is, read from its bytes: a name proves nothing (clause 11.1)."""
import codecs
import lzma
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol
from zipfile import BadZipFile, ZipFile

from ...base.i18n import _

_STARTS = (
    (b'%PDF-', 'application/pdf'),
    (b'{\\rtf', 'application/rtf'),
    (b'\xff\xd8\xff', 'image/jpeg'),
    (b'\x89PNG\r\n\x1a\n', 'image/png'),
    (b'GIF87a', 'image/gif'),
    (b'GIF89a', 'image/gif'),
    (b'II*\0', 'image/tiff'),
    (b'MM\0*', 'image/tiff'),
    (b'ID3', 'audio/mpeg'),
    (b'\xff\xfb', 'audio/mpeg'),
    (b'\xff\xf3', 'audio/mpeg'),
    (b'\xff\xf2', 'audio/mpeg'),
    (b'\xff\xf1', 'audio/aac'),
    (b'\xff\xf9', 'audio/aac'),
    (b'\0\0\1\xba', 'video/mpeg'),
    (b'\0\0\1\xb3', 'video/mpeg'),
    (b'\x1f\x8b\x08', 'application/gzip'),
)
_ZIP, _COMPOUND = b'PK\3\4', b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'
_OFFICE = {
    'word/document.xml':
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'xl/workbook.xml': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'ppt/presentation.xml':
        'application/vnd.openxmlformats-officedocument.presentationml.presentation',
}
_STREAMS = {
    'WordDocument': 'application/msword',
    'Workbook': 'application/vnd.ms-excel',
    'Book': 'application/vnd.ms-excel',
    'PowerPoint Document': 'application/vnd.ms-powerpoint',
}
#: What zipfile raises for archives that are broken, encrypted or of unknown methods.
_UNREADABLE = (
    BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError, zlib.error,
    lzma.LZMAError, struct.error)
_HEAD, _CHUNK = 4096, 1 << 16
_UNPRINTABLE = re.compile('[\0-\x08\x0b\x0c\x0e-\x1f]')
_TAG = re.compile(r'\s*<[!?/a-z]', re.IGNORECASE)
_ROOT = re.compile(r'<([a-z][\w:.-]*)', re.IGNORECASE)
_PROLOG = re.compile(r'<\?.*?\?>|<!--.*?-->', re.DOTALL)


class Binary(Protocol):
    """A binary file that can be read anywhere."""

    def read(self, size: int = ..., /) -> bytes:
        """Return at most ``size`` bytes, all if there is none."""

    def seek(self, offset: int, whence: int = ..., /) -> int:
        """Go to ``offset``, from the start, or as ``whence`` says; return where that is."""


class BadFile(ValueError):
    """A file that cannot be published; ``args[0]`` is a translatable reason."""


@contextmanager
def unpacking() -> Iterator[None]:
    """Raise ``BadFile`` if what is done cannot be done because an archive is broken."""
    try:
        yield
    except BadFile:
        raise
    except _UNREADABLE:
        raise BadFile(_('Tệp hỏng: không giải nén được nội dung bên trong.')) from None


def content_types(file: Binary) -> set[str]:
    """Return the set of media types that the binary ``file`` may be; empty if it is none known.

    Text has several, among which its name decides.  The position in ``file`` is lost.
    Raises ``BadFile`` for a document with macros.
    """
    file.seek(0)
    head = file.read(_HEAD)
    found = {mimetype for start, mimetype in _STARTS if head.startswith(start)}
    if head[:4] == b'RIFF' and head[8:12] == b'WEBP':
        found = {'image/webp'}
    elif head[4:8] == b'ftyp':
        found = {'video/mp4', 'audio/mp4'}
    elif head.startswith(_ZIP):
        found = _zipped(file)
    elif head.startswith(_COMPOUND):
        found = _compound(file)
    return found or _text(file)


def _zipped(file: Binary) -> set[str]:
    try:
        with ZipFile(file) as archive:
            names = set(archive.namelist())
            if any(name.lower().endswith('vbaproject.bin') for name in names):
                raise _macros()
            if 'mimetype' in names:  # OpenDocument, part 2, 3.3
                with archive.open('mimetype') as declared:
                    return {declared.read(100).decode('ascii', 'replace').strip()}
    except BadFile:
        raise
    except _UNREADABLE:
        return {''}
    office = {mimetype for name, mimetype in _OFFICE.items() if name in names}
    return office or {'application/zip'}


def _compound(file: Binary) -> set[str]:
    """Tell the formats of Office 97-2003 apart by the names of their streams."""
    file.seek(0)
    content = file.read()
    if '_VBA_PROJECT'.encode('utf-16-le') in content:
        raise _macros()
    return {mimetype for name, mimetype in _STREAMS.items()
            if name.encode('utf-16-le') in content} or {''}


def _macros() -> BadFile:
    return BadFile(_('Tệp chứa macro, không được đăng; hãy lưu lại không kèm macro.'))


def _text(file: Binary) -> set[str]:
    """Return what UTF-8 text may be; nothing if ``file`` is not such text."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder('utf-8-sig')()
    head = ''
    try:
        while chunk := file.read(_CHUNK):
            text = decoder.decode(chunk)
            if _UNPRINTABLE.search(text):
                return set()
            head = head or text
        decoder.decode(b'', final=True)
    except UnicodeDecodeError:
        return set()
    return _markup(head[:_HEAD]) if _TAG.match(head) else _plain(head)


def _plain(head: str) -> set[str]:
    if re.match(r'WEBVTT[ \t\n\r]', head):
        return {'text/vtt', 'text/plain'}
    data = {'application/json'} if head.lstrip()[:1] in ('{', '[') else set()
    return {'text/plain', 'text/csv'} | data


def _markup(head: str) -> set[str]:
    root = _ROOT.search(_PROLOG.sub('', head))
    name = root[1].lower().rpartition(':')[2] if root else ''
    if name == 'svg':
        return {'image/svg+xml'}
    if head.lstrip().startswith('<?xml') and name != 'html':
        return {'application/xml'}
    return {'text/html'}

"""What a file becomes when somebody opens it: one that swells beyond reason is refused.

Archives and documents of Office are ZIP, PDF holds packed streams; a few kilobytes can become
gigabytes (CWE-409; OWASP ASVS 5.0, 5.2.3).  Everything is unpacked here once, piece by piece,
looked at and thrown away; what archives say of their own sizes is not believed.
"""
import gzip
import stat
import sys
import zlib
from collections.abc import Callable
from copy import copy
from tempfile import SpooledTemporaryFile
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from ...base.i18n import _
from .archives import Members, leaves_its_folder
from .pdfstreams import check_streams
from .signatures import BadFile, Binary, unpacking

#: Bytes, unpacked, in all; less if the file is small: so many times its size, but never less than
#: ``ALWAYS``.
MOST_BYTES, MOST_TIMES, ALWAYS = 512 << 20, 100, 64 << 20
MOST_MEMBERS = 10_000
#: Archives inside one another.
DEEPEST = 3
#: Bytes that some systems write for a folder.
_NOTHING_DEFLATED = len(zlib.compress(b'', wbits=-zlib.MAX_WBITS))
_CHUNK, _IN_MEMORY = 1 << 20, 1 << 20
_ZIP, _GZIP, _PDF = b'PK\3\4', b'\x1f\x8b', b'%PDF-'

#: Looks at a file of that name, and returns who looks at what lies in it.
Look = Callable[[str, Binary], Members | None]


class _Budget:
    """How much may still come out."""

    def __init__(self, size: int) -> None:
        self.bytes = min(MOST_BYTES, max(ALWAYS, size * MOST_TIMES))
        self.members = MOST_MEMBERS

    def take(self, count: int) -> None:
        self.bytes -= count
        if self.bytes < 0:
            raise _too_large()

    def enter(self) -> None:
        self.members -= 1
        if self.members < 0:
            raise _too_large()


def check_expansion(filename: str, file: Binary, members: Members | None = None) -> None:
    """Raise ``BadFile`` if the binary ``file`` becomes too large, hides what it holds by a
    password, or cannot be unpacked.  The position in ``file`` is lost.

    ``members``: ``archives.Members`` that look at what lies in it, if it is an archive called
    ``filename``; they may raise ``BadFile`` as well.
    """
    budget = _Budget(file.seek(0, 2))
    with unpacking():
        _look(filename, file, budget, 0, members)


def _look(name: str, file: Binary, budget: _Budget, depth: int, members: Members | None) -> None:
    file.seek(0)
    head = file.read(len(_PDF))
    if head.startswith((_ZIP, _GZIP)) and depth == DEEPEST:
        raise BadFile(_('Tệp nén lồng nhau quá nhiều lớp.'))
    file.seek(0)
    if head.startswith(_ZIP):
        _zip(file, budget, depth, members)
    elif head.startswith(_GZIP):
        with gzip.GzipFile(fileobj=file, mode='rb') as member:
            _member(name.rpartition('.')[0], member, budget, depth,
                    members.look if members else None)
    elif head == _PDF and depth == 0:
        check_streams(file.read(), budget)


def _zip(file: Binary, budget: _Budget, depth: int, members: Members | None) -> None:
    with ZipFile(file) as archive:
        for info in archive.infolist():
            budget.enter()
            if not info.filename:
                raise BadFile(_('Tệp nén chứa một tệp không có tên.'))
            if info.flag_bits & 1:
                raise BadFile(_('Tệp nén có mật khẩu: không kiểm tra được nên không được đăng.'))
            if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
                raise BadFile(_('Tệp nén dùng cách nén lạ; hãy nén lại theo cách thông thường.'))
            if leaves_its_folder(info.orig_filename):
                raise BadFile(_(
                    'Tệp nén chứa “${name}”, một đường dẫn ra ngoài thư mục giải nén: hãy nén lại '
                    'từ một thư mục bình thường.', mapping={'name': info.orig_filename[:80]}))
            if stat.S_ISLNK(info.external_attr >> 16):
                raise BadFile(_('Tệp nén chứa liên kết “${name}” thay cho tệp.', mapping={
                    'name': info.filename}))
            if info.is_dir():
                _check_folder(info)
            else:
                with archive.open(_unbelieved(info)) as member:
                    _member(info.filename, member, budget, depth,
                            members.look_in_folder if members else None)


def _unbelieved(info: ZipInfo) -> ZipInfo:
    """Return ``info`` without the size that it says: what is behind it would be read by others,
    and is read here; its checksum is then of all.
    """
    found = copy(info)
    found.file_size = sys.maxsize
    return found


def _check_folder(info: ZipInfo) -> None:
    if info.file_size or info.compress_size > _NOTHING_DEFLATED:
        raise BadFile(_('Tệp nén hỏng: thư mục “${name}” có nội dung như một tệp.', mapping={
            'name': info.filename}))


def _member(name: str, member: Binary, budget: _Budget, depth: int, look: Look | None) -> None:
    """Unpack ``member`` whole; look at it, and into it if it is an archive itself.

    ``look``: a method of ``archives.Members``, ``None`` if nobody does.
    """
    with SpooledTemporaryFile(_IN_MEMORY) as unpacked:
        first = member.read(len(_ZIP))
        budget.take(len(first))
        is_archive = first.startswith((_ZIP, _GZIP))
        if is_archive or look:
            unpacked.write(first)
        while chunk := member.read(_CHUNK):
            budget.take(len(chunk))
            if is_archive or look:
                unpacked.write(chunk)
        inside = look and look(name, unpacked)
        if is_archive:
            _look(name, unpacked, budget, depth + 1, inside)


def _too_large() -> BadFile:
    return BadFile(_('Nội dung bên trong tệp khi mở ra lớn quá mức cho phép.'))

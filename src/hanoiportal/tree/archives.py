"""What lies in an archive: only what could be uploaded by itself (ASVS 5.0, 5.2.2)."""
import gzip
import stat
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from zipfile import ZipFile

from ..i18n import _
from .signatures import BadFile

_IN_MEMORY = 1 << 20
_GZIP, _ARCHIVE = 'application/gzip', 'archive'


def check_members(formats, found, filename, file):
    """Raise ``BadFile`` if ``file`` called ``filename`` is an archive and holds what ``formats``,
    a ``Formats``, would not take by itself, or a link.

    ``found``: the ``Format`` of ``file``.  Its size, depth and number of members are those that
    ``expansion`` has let through.  The position in ``file`` is lost.
    """
    if found.kind == _ARCHIVE:
        file.seek(0)
        (_gzip if found.mimetype == _GZIP else _zip)(formats, filename, file)


def _gzip(formats, filename, file):
    with gzip.GzipFile(fileobj=file) as member:
        _check(formats, filename.rpartition('.')[0], member)


def _zip(formats, _filename, file):
    with ZipFile(file) as archive:
        for info in archive.infolist():
            if stat.S_ISLNK(info.external_attr >> 16):
                raise BadFile(_('Tệp nén chứa liên kết «${name}» thay cho tệp.', mapping={
                    'name': info.filename}))
            if not info.is_dir():
                with archive.open(info) as member:
                    _check(formats, info.filename, member)


def _check(formats, name, member):
    with SpooledTemporaryFile(_IN_MEMORY) as unpacked:
        copyfileobj(member, unpacked)
        check_members(formats, formats.check(name, unpacked), name, unpacked)

"""Files beside a file of lines: ``FILE.blobs/<SHA-256>``."""
import re
import shutil
from hashlib import file_digest
from io import BytesIO

from ...base.errors import Refused
from ...base.i18n import _
from ...kernel.inspection.upload import Incoming
from ...kernel.storage.durable import replacing

_SHA256 = re.compile('[0-9a-f]{64}')


def folder_of(path):
    """Return the ``Path`` of the folder that belongs to the file of lines at ``path``."""
    return path.with_name(path.name + '.blobs')


class Blobs:
    """The folder of the files that lines speak of; made when the first one is put in.

    ``folder``: ``Path``.
    """

    def __init__(self, folder):
        self.folder = folder

    def put(self, stored):
        """Copy the ``StoredFile`` into the folder; one that is there already stays."""
        path = self.folder / stored.sha256
        if path.exists():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        with stored.open() as source, replacing(path, settled=False) as target:
            shutil.copyfileobj(source, target)

    def get(self, value):
        """Return the ``Incoming`` file that a line means by ``value``.

        ``value``: a mapping with ``filename`` and ``sha256``, perhaps ``size``.
        Raises ``Refused`` if it is none, or the file is not there or another.
        """
        if not isinstance(value, dict) or not set(value) <= {'filename', 'sha256', 'size'}:
            raise _refused(_('Giá trị không đúng kiểu.'))
        filename, digest = value.get('filename'), value.get('sha256')
        if not isinstance(filename, str) or not _SHA256.fullmatch(str(digest)):
            raise _refused(_('Tệp phải có “filename” và “sha256”.'))
        return Incoming(filename, BytesIO(self._content(digest)), exact=True)

    def _content(self, digest):
        try:
            with open(self.folder / digest, 'rb') as file:
                intact = file_digest(file, 'sha256').hexdigest() == digest
                file.seek(0)
                content = file.read()
        except OSError:
            raise _refused(_('Không có tệp ${name} trong ${folder}.', mapping={
                'name': digest, 'folder': self.folder.name})) from None
        if not intact:
            raise _refused(_('Tệp ${name} không khớp mã SHA-256 của nó.',
                             mapping={'name': digest}))
        return content


def _refused(why):
    return Refused({'': why})

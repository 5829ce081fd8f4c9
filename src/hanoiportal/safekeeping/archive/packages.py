"""The zip of a WACZ: members stored as they are, in one form only.

Two packages of the same members are the same bytes, so that a byte which says nothing to who
reads a zip is as proved as the others.
"""
import shutil
import zipfile

CHUNK = 1 << 20
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Package:
    """A zip that is written to ``file``, binary."""

    def __init__(self, file):
        self._zip = zipfile.ZipFile(file, 'w', zipfile.ZIP_STORED)

    def put(self, name, size, source):
        """Add the member ``name`` of ``size`` bytes; ``source``: a file, or ``bytes``."""
        info = zipfile.ZipInfo(name, _EPOCH)
        info.file_size, info.external_attr = size, 0o644 << 16
        with self._zip.open(info, 'w') as member:
            if isinstance(source, bytes):
                member.write(source)
            else:
                shutil.copyfileobj(source, member, CHUNK)

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        self._zip.close()


class _Comparison:
    """A file that nothing is written to: what is written is compared with ``file``."""

    def __init__(self, file):
        self._file, self._at, self.wrong, self.end = file, 0, set(), 0

    def write(self, content):
        """Compare ``content`` with what stands there."""
        self._file.seek(self._at)
        same = self._file.read(len(content)) == content
        (self.wrong.discard if same else self.wrong.add)(self._at)
        self._at += len(content)
        self.end = max(self.end, self._at)
        return len(content)

    def seek(self, offset, whence=0):
        """Go to ``offset``."""
        self._at = offset if whence == 0 else self.end + offset
        return self._at

    def tell(self):
        """Return where it stands."""
        return self._at

    def seekable(self):
        """Return that it is: headers are written anew when their members are whole."""
        return True

    def flush(self):
        """Do nothing."""


def is_canonical(path):
    """Return whether the zip at ``path`` is, to the last byte, what ``Package`` writes."""
    with zipfile.ZipFile(path) as package, open(path, 'rb') as file:
        comparison = _Comparison(file)
        with Package(comparison) as again:
            for info in package.infolist():
                with package.open(info) as member:
                    again.put(info.filename, info.file_size, member)
        return not comparison.wrong and comparison.end == file.seek(0, 2)

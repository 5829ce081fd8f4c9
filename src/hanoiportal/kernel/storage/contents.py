"""Bytes of any size as part of a persistent object."""
from persistent import Persistent
from ZODB.blob import Blob

#: Bytes; what is larger is a file of the database.
SMALL = 64 * 1024


class KeptContent(Persistent):
    """Holds bytes, ``small`` or as ``blob``.  Renaming the attributes needs an upgrade step."""

    blob: Blob | None = None

    def __init__(self, content: bytes) -> None:
        self.small = content if len(content) <= SMALL else b''
        if not self.small:
            self.blob = Blob()
            with self.blob.open('w') as file:
                file.write(content)

    def content(self) -> bytes:
        """Return the bytes as they are kept."""
        if self.blob is None:
            return self.small
        with self.blob.open('r') as file:
            return bytes(file.read())

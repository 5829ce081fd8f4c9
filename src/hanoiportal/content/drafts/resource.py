"""What the ``drafts`` database holds of texts.  Renaming this module needs an upgrade step."""
import zlib

from BTrees.OOBTree import OOBTree
from persistent import Persistent

KEY = 'drafts'


class Drafts(Persistent):
    """``{account id: {key of a work and mark of a form: Draft}}``."""

    def __init__(self):
        self.by_person = OOBTree()


class Text(Persistent):
    """One field, compressed; a record of its own, so that only what changed is written."""

    def __init__(self, text):
        self.packed = zlib.compress(text.encode('utf-8'))

    def read(self):
        return zlib.decompress(self.packed).decode('utf-8')


class Draft(Persistent):
    """Bản lưu tự động: what one person typed into one form.

    ``texts``: ``{field: Text}``, never changed in place.  ``saved_at``: aware UTC ``datetime`` of
    the last change.  ``done``: saved or thrown away; it is kept for a while, empty, so that what
    arrives late does not bring it back.  ``made``: object id of the new resource that it was
    saved as; else 0.
    """

    done = False
    revision = made = 0

    def __init__(self, base, now):
        self.base = base
        self.saved_at = now
        self.texts = {}

    def values(self):
        """Return ``{field: str}``."""
        return {name: text.read() for name, text in self.texts.items()}

    def write(self, values, now):
        """Keep ``{field: str}``, what is different, and count it as one revision."""
        self.texts = {**self.texts, **{name: Text(text) for name, text in values.items()}}
        self.revision += 1
        self.saved_at = now

    def finish(self, now, made=0):
        """Forget what was typed, but not what it became first."""
        self.made = self.made or made
        self.texts, self.base, self.done, self.saved_at = {}, '', True, now

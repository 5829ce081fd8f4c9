"""The persistent outbox, in ``interactions``.  Renaming needs an upgrade step."""
from BTrees.OOBTree import OOBTree
from persistent import Persistent

#: Name in the root of the database.
KEY = 'outbox'


class OutboxBook(Persistent):
    """Hộp việc đi: an ``Effect`` by its token, as long as it is not carried out."""

    def __init__(self) -> None:
        self.effects = OOBTree()

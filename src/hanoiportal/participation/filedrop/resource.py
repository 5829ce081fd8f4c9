"""Which dropped things were taken.  Renaming this module needs an upgrade step."""
from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent

KEY = 'file drop'


class DropBook(Persistent):
    """``taken``: ``{mark of what was dropped: code of its case}``.  ``references``: ``{number of
    the case: reference of its package}``, ``None`` before the first.
    """

    references: LOBTree | None = None

    def __init__(self) -> None:
        self.taken = OOBTree()

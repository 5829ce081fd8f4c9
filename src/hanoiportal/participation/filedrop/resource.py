"""Which dropped things were taken.  Renaming this module needs an upgrade step."""
from BTrees.OOBTree import OOBTree
from persistent import Persistent

KEY = 'file drop'


class DropBook(Persistent):
    """``taken``: ``{mark of what was dropped: code of its case}``."""

    def __init__(self) -> None:
        self.taken = OOBTree()

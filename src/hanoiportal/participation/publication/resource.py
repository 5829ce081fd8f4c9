"""What is kept of publications, in ``interactions``.  Renaming this module needs an upgrade step.
"""
from BTrees.OOBTree import OOBTree
from persistent import Persistent

#: Name in the root of the database.
KEY = 'case publications'


class PublicationBook(Persistent):
    """Sổ công khai: which case an effect publishes, and which item it became; nowhere else is a
    case found by what is public of it.

    ``tokens``: token of the effect → number of the case.  ``items``: object id of the item, as
    the ledger has it → number of the case.  ``position``: number of the last event of the ledger
    that was followed.
    """

    position = 0

    def __init__(self) -> None:
        self.tokens = OOBTree()
        self.items = OOBTree()

"""What is kept of contributions, in ``interactions``.  Renaming this module needs an upgrade step.
"""
from BTrees.OOBTree import OOBTree
from persistent import Persistent

#: Name in the root of the database.
KEY = 'contributions'


class ContributionBook(Persistent):
    """Sổ tin, bài gửi tới: which case a draft was made of.

    ``items``: object id of the item, as the ledger has it → number of the case.  ``position``:
    number of the last event of the ledger that was followed.
    """

    position = 0

    def __init__(self) -> None:
        self.items = OOBTree()

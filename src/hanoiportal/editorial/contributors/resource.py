"""What is kept beside the rows, in ``interactions``: letters, and who has which account.  It names
nobody.  Renaming this module needs an upgrade step.
"""
from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent

from ...base.interfaces import IPortal
from ...kernel.security.interactions import get_or_create, interactions_of, kept_or_new

#: Name in the root of the database.
KEY = 'contributors'


class ContributorBook(Persistent):
    """``letters``: tuples of ``Letter`` by the number of the row, the oldest first.

    ``numbers``: ``{(site, year, number of a letter, folded): row}``.  ``accounts``:
    ``{(site, account id): row}`` of valid rows; sites are object ids in decimal digits.
    ``whose``: ``{row: account id}`` of withdrawn rows, too.
    """

    def __init__(self) -> None:
        self.letters = LOBTree()
        self.numbers = OOBTree()
        self.accounts = OOBTree()
        self.whose = LOBTree()


def book_of(portal: IPortal) -> ContributorBook:
    """Return the book for reading; an empty one that nobody keeps if there is none yet."""
    return kept_or_new(portal, KEY, ContributorBook)


def get_or_create_book(portal: IPortal) -> ContributorBook:
    """Return the book for writing."""
    found: ContributorBook = get_or_create(interactions_of(portal), KEY, ContributorBook)
    return found

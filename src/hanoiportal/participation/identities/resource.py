"""Who somebody is, and codes by short message.  Renaming this module needs an upgrade step."""
import datetime
from dataclasses import dataclass
from typing import NamedTuple

from BTrees.OOBTree import OOBTree
from persistent import Persistent

#: Name of the book in the root of ``interactions``.
KEY = 'telephone codes'


@dataclass(frozen=True)
class Identity:
    """Danh tính đã xác nhận: what the provider says of somebody, as little as is of use.

    ``name``: as they are registered.  ``pseudonym``: by it the same person is known again by this
    portal and by nobody else; the number of no document.  ``level``: of the electronic identity,
    a number of ``identity_levels.csv``, or 0: then the name is the number of a
    mobile telephone.  ``at``: aware UTC, when they were confirmed.
    """

    name: str
    pseudonym: str
    level: int
    at: datetime.datetime


class TelephoneCode(NamedTuple):
    """``sealed``: number and code.  ``until``: seconds since 1970.  ``wrong``: codes that were
    typed and are not this one.
    """

    sealed: bytes
    until: int
    language: str
    wrong: int = 0


class TelephoneBook(Persistent):
    """``codes``: ``TelephoneCode`` by token.  ``asked``: seconds since 1970 at which a number was
    sent a code, by its mark.
    """

    def __init__(self) -> None:
        self.codes, self.asked = OOBTree(), OOBTree()

"""The persistent codes, in ``interactions``.  Renaming needs an upgrade step."""
import secrets
from typing import NamedTuple

from BTrees.OOBTree import OOBTree
from persistent import Persistent

#: Name in the root of the database.
KEY = 'one-time codes'


class KeptCode(NamedTuple):
    """What a code opens.  ``until``: seconds since 1970 UTC."""

    purpose: str
    subject: str
    until: float
    epoch: str


class OneTimeBook(Persistent):
    """Mã dùng một lần: ``codes``: ``KeptCode`` by the mark of the code.

    ``epoch``: codes of another one open nothing.
    """

    def __init__(self) -> None:
        self.codes = OOBTree()
        self.renew()

    def renew(self) -> None:
        """Begin a new epoch."""
        self.epoch = secrets.token_hex(8)

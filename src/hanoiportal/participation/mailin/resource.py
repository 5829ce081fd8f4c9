"""Which mails were taken.  Renaming this module needs an upgrade step."""
from BTrees.OOBTree import OOBTree
from persistent import Persistent

KEY = 'mail in'


class MailBook(Persistent):
    """``taken``: ``{mark of a mail: seconds since 1970 UTC}``."""

    def __init__(self) -> None:
        self.taken = OOBTree()

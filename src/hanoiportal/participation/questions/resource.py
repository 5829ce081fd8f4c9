"""What the forms keep in ``drafts`` and ``interactions``.  Renaming this module needs an upgrade
step.
"""
from __future__ import annotations

import datetime

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from ...kernel.storage.smalltrees import SmallOOBTree

#: Names in the roots of ``drafts`` and of ``interactions``.
FILES_KEY, SENT_KEY = 'question files', 'sent forms'


class FormFile(Persistent):
    """``sealed``: bytes that nobody opens but by the key in the form.  ``kept_at``: aware UTC.

    A record of its own, of at most ``interfaces.LARGEST_FILE``; ``drafts`` forgets it by a pack.
    """

    def __init__(self, sealed: bytes, now: datetime.datetime) -> None:
        self.kept_at = now
        self.sealed = sealed


class FormFiles(Persistent):
    """``by_number``: ``{number: FormFile}``."""

    def __init__(self) -> None:
        self.by_number = OOBTree()


class SentForms(Persistent):
    """``by_mark``: ``{mark of a form: (aware UTC moment, sealed receipt)}``."""

    def __init__(self) -> None:
        self.by_mark = SmallOOBTree()

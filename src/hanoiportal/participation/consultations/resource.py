"""What is kept of comments: in ``interactions`` where they stand, in ``content`` what is public.

Renaming this module needs an upgrade step.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeVar, cast

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from ...kernel.storage.keptcounts import KeepsNumbers, KeptCounts
from ..batches.interfaces.sources import Batch
from .interfaces.comments import Comment, PublicComment

#: Name of the book in the root of ``interactions``.
KEY = 'draft comments'
#: What rows are counted by.
OUTCOME, LOST = 'outcome', 'lost'
Made = TypeVar('Made')


class DraftComments(KeepsNumbers):
    """The comments on one draft: no word of them.

    ``rows``: ``Comment`` by number.  ``texts``: stored text of provisions by digest, public ones.
    ``now``: ``((id, digest), …)`` of the provisions that rows stand in.  ``is_stale``: whether
    groups are to be made anew.  ``apart``: numbers that
    somebody took out of their groups.  ``numbers``: how many rows by ``(OUTCOME, outcome)``, and
    by ``(LOST, '')`` of those that stand nowhere; ``None`` in ledgers of before, until the next
    row.
    """

    now: tuple[tuple[str, str], ...] = ()
    is_stale = False
    batch: Batch | None = None
    #: What this connection has made of the rows last: by which key, of which rows, and what.
    _v_made: tuple[Hashable, Sequence[Comment], object] | None = None

    def __init__(self) -> None:
        self.rows: LOBTree[int, Comment] = LOBTree()
        self.texts: OOBTree[str, str] = OOBTree()
        self.apart = OOTreeSet()
        self.numbers = KeptCounts()

    def put(self, row: Comment) -> None:
        """Let ``row`` take the place of that of its number."""
        before = self.rows.get(row.number)
        self._numbers().replace([] if before is None else _counted(before), _counted(row))
        self.rows[row.number] = row

    def counted(self) -> Mapping[object, int]:
        """Return how many rows there are by ``(OUTCOME, outcome)`` and ``(LOST, '')``; what is
        not there is 0.
        """
        return Counter(self._right()) if self.numbers is None else Counter(self.numbers.numbers())

    def made(self, key: Hashable, make: Callable[[Sequence[Comment]], Made]) -> Made:
        """Return what ``make`` makes of the rows, in the order of their numbers; what it made last
        for an equal ``key`` as long as the rows are the same.
        """
        rows = tuple(self.rows.values())
        if self._v_made is None or self._v_made[:2] != (key, rows):
            self._v_made = key, rows, make(rows)
        return cast(Made, self._v_made[2])

    def _right(self) -> Iterator[object]:
        return chain.from_iterable(map(_counted, self.rows.values()))


def _counted(row: Comment) -> list[tuple[str, str]]:
    """Return by what ``row`` is counted."""
    return [(OUTCOME, row.outcome), *([(LOST, '')] if row.lost else [])]


class CommentBook(Persistent):
    """Sổ góp ý.  ``drafts``: ``DraftComments`` by the draft; ``draft_of``: a draft by number."""

    def __init__(self) -> None:
        self.drafts: OOBTree[str, DraftComments] = OOBTree()
        self.draft_of: LOBTree[int, str] = LOBTree()


class PublicComments(Persistent):
    """Ý kiến đã góp of one draft, in ``content``.  ``all``: by ``PublicComment.id``.

    ``approvals``: ``(moment in ISO 8601, account id, digest)`` of each batch.
    """

    approvals: tuple[tuple[str, str, str], ...] = ()

    def __init__(self) -> None:
        self.all: OOBTree[str, PublicComment] = OOBTree()

"""What is kept of comments: in ``interactions`` where they stand, in ``content`` what is public.

Renaming this module needs an upgrade step.
"""
from __future__ import annotations

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from ..batches.interfaces import Batch
from .interfaces.comments import Comment, PublicComment

#: Name of the book in the root of ``interactions``.
KEY = 'draft comments'


class DraftComments(Persistent):
    """The comments on one draft: no word of them.

    ``rows``: ``Comment`` by number.  ``texts``: stored text of provisions by digest, public ones.
    ``now``: ``((id, digest), …)`` of the provisions that rows stand in; ``seen``: of all versions
    that there were.  ``is_stale``: whether groups are to be made anew.  ``apart``: numbers that
    somebody took out of their groups.
    """

    now: tuple[tuple[str, str], ...] = ()
    is_stale = False
    batch: Batch | None = None

    def __init__(self) -> None:
        self.rows: LOBTree[int, Comment] = LOBTree()
        self.texts: OOBTree[str, str] = OOBTree()
        self.seen = OOTreeSet()
        self.apart = OOTreeSet()


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

"""What is kept of posts: in ``interactions`` their rows, in ``content`` what is public.

Renaming this module needs an upgrade step.
"""
from __future__ import annotations

import datetime

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent

from ..batches.interfaces.sources import Batch
from .interfaces import PostRow, PublicPost, Report

#: Name of the book in the root of ``interactions``.
KEY = 'forum'


class TopicPosts(Persistent):
    """The posts on one topic: no word of them.  ``rows``: ``PostRow`` by number.

    ``reports``: ``Report`` by the post that it is about.  ``told_post``: the highest number,
    ``told_report``: the latest moment of a report, that the board was told of.
    """

    batch: Batch | None = None
    told_post = 0
    told_report: datetime.datetime | None = None

    def __init__(self) -> None:
        self.rows: LOBTree[int, PostRow] = LOBTree()
        self.reports: OOBTree[str, Report] = OOBTree()


class ForumBook(Persistent):
    """``topics``: ``TopicPosts`` by the topic; ``topic_of``: a topic by number."""

    def __init__(self) -> None:
        self.topics: OOBTree[str, TopicPosts] = OOBTree()
        self.topic_of: LOBTree[int, str] = LOBTree()


class TopicPublicPosts(Persistent):
    """The public posts of one topic, in ``content``.  ``all``: by ``PublicPost.id``.

    ``last``: the highest ``PublicPost.place`` that was given.  ``approvals``: ``(moment in ISO
    8601, account id, digest)`` of each batch.
    """

    last = 0
    approvals: tuple[tuple[str, str, str], ...] = ()

    def __init__(self) -> None:
        self.all: OOBTree[str, PublicPost] = OOBTree()

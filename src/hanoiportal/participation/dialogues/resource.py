"""What is kept of dialogues: in ``interactions`` the queues, in ``content`` what is public.

Renaming this module needs an upgrade step.
"""
from __future__ import annotations

from BTrees.IOBTree import IOBTree
from BTrees.LOBTree import LOBTree, LOTreeSet
from BTrees.OOBTree import OOBTree
from persistent import Persistent
from zope.interface import implementer

from ..batches.interfaces.sources import Batch
from .interfaces import IPublicAnswers, PublicAnswer, Question

#: Name of the book in the root of ``interactions``.
KEY = 'dialogues'


class DialogueQuestions(Persistent):
    """Hàng chờ câu hỏi: the questions to one dialogue, no word of them.

    ``rows``: ``Question`` by number.  ``prepared``: numbers whose answers wait for a batch.
    ``grouped_to``: the highest number that was compared with others; ``told_question``: that those
    who answer were told of.  ``moments``: seconds of the
    recording that somebody corrected, by ``PublicAnswer.id``; ``closers``: ids of who did.
    ``closing``: digest of the items that the board approves, and ids of who has approved.
    """

    batch: Batch | None = None
    grouped_to = told_question = 0
    closing: tuple[str, tuple[str, ...]] = ('', ())
    closers: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.rows: LOBTree[int, Question] = LOBTree()
        self.prepared = LOTreeSet()
        self.moments: OOBTree[str, int] = OOBTree()


class DialogueBook(Persistent):
    """Sổ đối thoại.  ``dialogues``: ``DialogueQuestions`` by the dialogue; ``dialogue_of``: a
    dialogue by number.
    """

    def __init__(self) -> None:
        self.dialogues: OOBTree[str, DialogueQuestions] = OOBTree()
        self.dialogue_of: LOBTree[int, str] = LOBTree()


@implementer(IPublicAnswers)
class PublicAnswers(Persistent):
    """Câu hỏi đã trả lời of one dialogue, in ``content``.  ``all``: by number, from 1.

    ``approvals``: ``(moment in ISO 8601, account id, digest)`` of each batch.  A tree, so that a
    batch writes some hundred bytes whatever was there before.
    """

    def __init__(self) -> None:
        self.all: IOBTree[int, PublicAnswer] = IOBTree()
        self.approvals: IOBTree[int, tuple[str, str, str]] = IOBTree()

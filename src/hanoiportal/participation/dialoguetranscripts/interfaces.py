"""What transcripts of live dialogues promise."""
from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from zope.interface import Interface

from ..dialogues.interfaces import IDialogue

#: Page of the desk; letters of a transcript that is taken at once.
TRANSCRIPT, LONGEST_TRANSCRIPT = 'dialogue-transcript', 100_000


class AnsweredTurn(NamedTuple):
    """A question and what was answered.  ``number``: of the case, 0 for one that was asked in the
    room.  ``question``: as it was asked there, ``''`` for one with a number.  ``by``: who answers,
    ``''`` if the transcript does not say.  ``line``: where it begins, from 1.
    """

    number: int
    question: str
    by: str
    answer: str
    line: int


class ReadTurn(NamedTuple):
    """A turn beside the ``question`` that it answers.  ``why``: what stands against keeping it,
    translatable, ``''`` for nothing.  ``alone``: whether who asked is answered alone.
    """

    turn: AnsweredTurn
    question: str
    why: str
    alone: bool


class ITranscribing(Interface):
    """Chép lời thành câu trả lời, for one asker.  Never commits."""

    def read(dialogue: IDialogue, text: str) -> Sequence[ReadTurn]:
        """Return the turns of the transcript ``text`` in their order; nothing is kept.  Raises
        ``CannotModerate`` for a text without any.
        """

    def keep(dialogue: IDialogue, text: str, is_checked: bool, actor: str) -> int:
        """Keep each answer of ``text`` for the next batch, see ``IModerating.answer``, those asked
        in the room as questions that came at the counter; return how many.  Raises
        ``CannotModerate``, with the ``line`` of the turn besides: then some may be kept, and the
        transaction must be aborted.
        """

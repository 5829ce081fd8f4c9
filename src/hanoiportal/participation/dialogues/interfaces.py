"""What live dialogues promise (clauses 8.5, 28.11).

A *dialogue* is an item with ``IDialogue`` whose ``kind`` is in ``LIVE``; it is named by its object
id in decimal digits.  A question to it is a case of the kind ``DIALOGUE`` of
``participation.cases``; its rank, group and public name are a row that holds nothing of what was
said.
"""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Attribute, Interface

from ...base.errors import Refused
from ...base.i18n import _
from ..batches.interfaces.sources import IHasBatches

if TYPE_CHECKING:
    from BTrees.IOBTree import IOBTree

    from ..cases.interfaces import Case
    from ..publication.interfaces import PublicText

#: Section of dialogues, and the content type.
SECTION, TYPE = 'giao-luu-doi-thoai', 'Event'
#: Kinds of events that people can take part in.
TALK, HEARING, PRESS = LIVE = ('dialogue', 'hearing', 'press')
#: Phases: announced; questions are taken before it begins; it goes on; it has ended; its answers
#: are items by themselves.
COMING, ASKING, RUNNING, OVER, ARCHIVED = PHASES = (
    'coming', 'asking', 'running', 'over', 'archived')
PHASE_TITLES: Mapping[str, str] = {
    COMING: _('Sắp diễn ra'), ASKING: _('Đang nhận câu hỏi'), RUNNING: _('Đang diễn ra'),
    OVER: _('Đã kết thúc'), ARCHIVED: _('Đã kết thúc, đã lưu trữ')}
#: The form by which people ask, and its query field with the dialogue.
FORM, ASKED = 'hoi-doi-thoai', 'buoi'
#: Views of a dialogue: the page of those who watch, and the small page that it asks for again and
#: again.
WATCHING, NEWEST = 'truc-tiep', 'truc-tiep-moi'
#: Letters of a question; of an answer; of the name of who answers.
LONGEST_QUESTION, LONGEST_ANSWER, LONGEST_NAME = 1000, 5000, 200
#: Answers in one batch at most; answers on one page, and on the small one.  Seconds between two
#: looks of a page that watches: two batches may come between them.
MOST_IN_BATCH, ON_PAGE, EVERY = 20, 40, 4
#: Pages of the desk.
QUEUE, ANSWERING, BATCH, CLOSING, ONE, OUT = (
    'dialogue-queue', 'dialogue-answer', 'dialogue-batch', 'dialogue-closing',
    'dialogue-question', 'dialogue-answer-out')
#: Grounds on which a published answer is taken out.
OUT_GROUNDS: Mapping[str, str] = {
    'wrong': _('Trả lời sai hoặc chưa đầy đủ'), 'personal': _('Lộ thông tin cá nhân'),
    'unlawful': _('Vi phạm pháp luật'), 'mistaken': _('Đăng nhầm')}
#: Why the answer of a question waits to be written anew, if the board has not sent it back: it has
#: taken it out after it was public.
TAKEN_OUT = 'taken out'
#: What ranks are called; 0 is of what nobody has ranked.
RANKS: Mapping[int, str] = {
    0: _('Chưa xếp'), 1: _('Trả lời trước'), 2: _('Trả lời sau'), 3: _('Trả lời nếu còn giờ')}


class PublicAnswer(NamedTuple):
    """Câu hỏi đã trả lời tại buổi, as anyone reads it.

    ``id``: 12 hexadecimal digits.  ``name``: of who asked, ``''`` if it is not shown.  ``by``: who
    answers.  ``same``: how many asked the same.  ``moment``: seconds from the beginning of the
    recording.  ``received``: local day of the question, ISO 8601.  ``item``: object id of the
    ``Question`` that it became, ``''`` before.
    """

    id: str
    question: str
    name: str
    answer: str
    by: str
    same: int
    moment: int
    received: str
    item: str = ''


class IPublicAnswers(Interface):
    """The public answers of one dialogue, in ``content``."""

    all: IOBTree[int, PublicAnswer] = Attribute('by their numbers, in the order of publishing')


class IDialogue(IHasBatches):
    """An event; a dialogue if its ``kind`` is in ``LIVE``."""

    kind: str = Attribute('of event')
    start: datetime.datetime | None = Attribute('aware UTC')
    end: datetime.datetime | None = Attribute('aware UTC')
    asks_from: datetime.datetime | None = Attribute(
        'aware UTC, from when questions are taken; ``None``: since it is public')
    stream: str = Attribute('address of the live picture, on a registered channel')
    guests: tuple[str, ...] = Attribute('who answers: paths of persons, and words')
    phase: str = Attribute('of ``PHASES``; moved by this feature alone')
    public_answers: IPublicAnswers | None = Attribute('``None`` before the first')
    answers: Sequence[PublicAnswer] = Attribute('that are public, in their order')
    state: str = Attribute('of the workflow')
    updated_at: datetime.datetime | None = Attribute('see ``Described``')
    changes: Sequence[tuple[datetime.datetime, str]] = Attribute('see ``Described``')

    def answering() -> Sequence[object]:
        """Return whom ``guests`` names: items that readers may see, and words."""


class Question(NamedTuple):
    """A row of the queue.  ``number``: of the case.  ``group``: the least number of the cases that
    ask the same, its own for one alone.  ``rank``: of ``RANKS``.  ``is_prepared``: an answer is
    kept in the case.  ``outcome``: ``''`` while it waits, else the kind of the event that ended
    it.  ``public``: id of its ``PublicAnswer``, ``''`` while there is none.  ``back``: why its
    answer is written anew, ``SENT_BACK`` of batches, ``TAKEN_OUT`` or ``''``.
    """

    number: int
    group: int
    rank: int = 0
    is_prepared: bool = False
    outcome: str = ''
    public: str = ''
    back: str = ''

    @property
    def turn(self) -> int:
        """What the queue is sorted by: what nobody has ranked comes last."""
        return self.rank or len(RANKS)


class CannotModerate(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable sentence}``; nothing has changed."""


class IDialogueQueue(Interface):
    """The rows of the queues, an adapter of any resource.  Reads; never commits."""

    def of(dialogue: str) -> Sequence[Question]:
        """Return the questions to ``dialogue``, in the order of their numbers."""

    def dialogue_of(number: int) -> str:
        """Return the dialogue that the case ``number`` asks, ``''`` if it asks none."""


class IModerating(Interface):
    """Điều phối câu hỏi, for one asker.  Never commits.  Raises ``CannotModerate``.

    The verbs ask for ``ANSWER`` at the site, ranking and withdrawing for ``APPROVE_ANSWER``; they
    send an ``InnerAction`` that tells nothing of what was said.
    """

    def rank(dialogue: IDialogue, numbers: Sequence[int], rank: int, actor: str) -> int:
        """Rank the questions ``numbers``; return how many there are."""

    def put_aside(dialogue: IDialogue, numbers: Sequence[int], reason: str, actor: str) -> int:
        """Let the questions ``numbers`` not be answered here; who asked is told the ``reason``.
        Return how many.
        """

    def text(case: Case) -> PublicText:
        """Return the answer that is kept, its ``reason`` being who answers; before the first, what
        was asked with all masked that may tell of a person.
        """

    def sent_back(case: Case) -> str:
        """Return why the board has sent the answer back or taken it out, ``''`` if it was kept
        anew since.
        """

    def name(case: Case) -> str:
        """Return the name that who asked lets be shown, ``''`` if they do not."""

    def answer(dialogue: IDialogue, case: Case, text: PublicText, is_checked: bool,
               actor: str) -> None:
        """Keep ``text``, sealed in ``case``, for the next batch; where who asked does not agree to
        be read in public, answer them alone.  ``is_checked``: what is still marked tells of no
        person, as the writer has read.
        """

    def withdraw(dialogue: IDialogue, public: str, ground: str, reason: str,
                 actor: str) -> None:
        """Let the answer named ``public`` be public no more, for the board, on a ``ground`` of
        ``OUT_GROUNDS``.  Those who asked read the ``reason``; their questions wait again.
        """


class IDialogueClosing(Interface):
    """Kết thúc, lưu trữ: each answer becomes an item of Hỏi đáp, for one asker.  Never commits.
    Raises ``CannotModerate``.
    """

    def moments(dialogue: IDialogue) -> Mapping[str, int]:
        """Return by ``PublicAnswer.id`` the second of the recording, as it was corrected."""

    def keep(dialogue: IDialogue, moments: Mapping[str, int], actor: str) -> None:
        """Correct where in the recording answers are; what was approved before is void."""

    def digest(dialogue: IDialogue) -> str:
        """Return the digest of all items that would be made."""

    def reasons_against(dialogue: IDialogue, actor: str) -> str:
        """Return what stands against that ``actor`` approves them, ``''`` for nothing."""

    def approve(dialogue: IDialogue, digest: str, actor: str) -> bool:
        """Approve exactly these items; return whether that was the last approval needed."""

"""What the publication of answered cases promises (clauses 4.3, 15.1.f)."""
from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

from ...base.errors import Refused

if TYPE_CHECKING:
    from ...kernel.tree.resources import Described
    from ..cases.interfaces import Case

#: What stands in the place of what is concealed later.
CONCEALED = '[đã che]'
#: Name of the content type of what is published; the page of the desk where it is written.
TYPE, PAGE = 'Question', 'public-text'
#: Section in which a case of that kind is published; a site without it has it in the first.
SECTIONS: Mapping[str, str] = {
    'question': 'hoi-dap', 'comment': 'hoi-dap', 'reflection': 'phan-anh-kien-nghi',
    'suggestion': 'gop-y-xay-dung-thu-do'}
#: Sections whose list holds one kind alone.
KIND_OF_SECTION: Mapping[str, str] = {
    'phan-anh-kien-nghi': 'reflection', 'gop-y-xay-dung-thu-do': 'suggestion'}
#: How a case is told of in public: with the consent of who sent it; rewritten and without a name,
#: by the board's decision; as a figure alone.
CONSENTED, REWRITTEN, FIGURE = 'consented', 'rewritten', 'figure'
WAYS = (CONSENTED, REWRITTEN, FIGURE)
#: Ground of the note of a case by which the board decides that it is a figure alone.
FIGURE_ONLY = 'figure only'
#: What a person decides on a mark.
KEEP, MASK, REWRITE = 'keep', 'mask', 'rewrite'


class CannotPublishCase(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable str}``; nothing has changed."""


class Mark(NamedTuple):
    """A piece of a text that may tell of a person.  ``start``, ``end``: characters of the text in
    NFC.  ``kind``: a key of ``marking.KINDS``.  ``text``: the piece.
    """

    start: int
    end: int
    kind: str
    text: str


@dataclass(frozen=True)
class PublicText:
    """What of a case shall be public: sealed in the case until a board approves it.

    ``question``: plain text.  ``answer``: HTML, or plain text of which each line is a paragraph.
    ``name``: of who asked, ``''`` for none.  ``way``: of ``WAYS``.  ``reason``: why it is
    published without consent, or as a figure.  ``authors``: ids of the accounts that wrote it.
    ``decided``: ``{piece: decision}`` of the marks, what was received and what is public.
    ``rewritten``: ``{piece: what stands in its place}``.
    """

    title: str = ''
    question: str = ''
    answer: str = ''
    name: str = ''
    way: str = CONSENTED
    reason: str = ''
    authors: tuple[str, ...] = ()
    decided: Mapping[str, str] = field(default_factory=dict)
    rewritten: Mapping[str, str] = field(default_factory=dict)

    def as_kept(self) -> str:
        """Return it as JSON, as a case keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def of_kept(cls, kept: str) -> PublicText | None:
        """Return what gave ``kept`` by ``as_kept``, ``None`` for ``''``."""
        if not kept:
            return None
        said = json.loads(kept)
        return cls(**{**said, 'authors': tuple(said['authors'])})


class Publication(NamedTuple):
    """That members of a board have approved a public text.

    ``token``: of the effect that publishes it, random; ``''`` until the last approval, and of a
    figure.  ``digest``: of the ``Question`` that it becomes.  ``approvals``: ``(account id, aware
    UTC)``, each member once.  ``values``: its fields, as a form gives them; ``authors``: as of
    ``PublicText``.
    """

    token: str
    digest: str
    approvals: tuple[tuple[str, datetime.datetime], ...]
    values: Mapping[str, str]
    authors: tuple[str, ...]


class ICasePublishing(Interface):
    """Brings answered cases to the public, for one asker.  Never commits.

    Nothing of a case enters ``content`` but by the effect that the last approval adds.
    """

    def suggest_marks(text: str) -> Sequence[Mark]:
        """Return what in ``text`` may tell of a person, in its order, never overlapping."""

    def draft(case: Case) -> PublicText:
        """Return the public text as it is kept; before the first one, made of what was received
        and of the answer, with every mark masked.  Raises ``CannotPublishCase`` of a case whose
        key is destroyed.
        """

    def apply(case: Case, text: PublicText) -> PublicText:
        """Return ``text`` with question and answer made anew of what was received and answered,
        by what is decided on each mark.  Raises ``CannotPublishCase``.
        """

    def keep(case: Case, text: PublicText, actor: str) -> PublicText:
        """Keep ``text``, written by ``actor`` too, sealed in the case; return it.  Earlier
        approvals are void.  Raises ``CannotPublishCase``: no right, a case that is not published,
        a text too long or not allowed.
        """

    def undecided(text: PublicText) -> Sequence[Mark]:
        """Return the marks of all that would be public that nobody has decided to keep."""

    def digest(case: Case, text: PublicText) -> str:
        """Return the digest of the ``Question`` that ``text`` would be, 64 hexadecimal digits."""

    def reasons_against(case: Case, text: PublicText, actor: str) -> Mapping[str, str]:
        """Return what stands against that ``actor`` approves ``text``: ``{field or '': why}``."""

    def approve(case: Case, digest: str, actor: str) -> None:
        """Record that ``actor`` of the board approves exactly the kept text with ``digest``; with
        the last approval that the site asks for, an effect publishes it.  It may be called in the
        transaction that approves the answer.  Raises ``CannotPublishCase``.
        """

    def published(case: Case) -> Publication | None:
        """Return how far the publication of ``case`` is, ``None`` before the first approval."""


class CannotConceal(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable str}``; nothing has changed."""


class Concealed(NamedTuple):
    """What concealing would make of an item.  ``values``: ``{language: {field: value}}`` of what
    changes.  ``times``: how often the piece stands there.  ``digest``: of all of it.
    """

    values: Mapping[str, Mapping[str, str]]
    times: int
    digest: str


class IConcealing(Interface):
    """Che lại: takes a piece, such as a name, out of a public question, for one asker.  Never
    commits.
    """

    def preview(item: Described, piece: str) -> Concealed:
        """Return what concealing ``piece`` would make of ``item`` and its translations, however
        it is written there: in capitals, without marks.  Raises ``CannotConceal``.
        """

    def without(text: str, piece: str) -> tuple[str, int]:
        """Return ``text`` without ``piece``, however it is spelled there, and how often it stood
        there.  Raises ``CannotConceal`` of what is no piece.
        """

    def conceal(item: Described, piece: str, digest: str, basis: str, reference: str,
                actor: str) -> int:
        """Conceal ``piece`` in what is public of ``item``: text, translations, notes of changes
        and address; ``actor`` of the board, none of its authors, approves exactly that.

        Earlier versions and addresses are demanded to be erased on ``basis`` by the paper
        ``reference``, see ``IErasing.demand_past``: they are out of sight at once, and gone once
        a second person has confirmed.  Returns the number of that demand.  Raises
        ``CannotConceal``.
        """

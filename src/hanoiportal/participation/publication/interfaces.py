"""What the publication of answered cases promises (clauses 4.3, 15.1.f)."""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

from ...base.errors import Refused

if TYPE_CHECKING:
    from ...base.interfaces import ISite
    from ..cases.interfaces import ICase

#: Name of the content type of what is published.
TYPE = 'Question'
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

    ``question``: plain text.  ``answer``: HTML.  ``name``: of who asked, ``''`` for none.
    ``way``: of ``WAYS``.  ``reason``: why it is published without consent, or as a figure.
    ``author``: account id of who wrote it.  ``decided``: the pieces of what was received, or of
    the draft, that a person has decided on, with the decision.
    """

    title: str = ''
    question: str = ''
    answer: str = ''
    name: str = ''
    way: str = CONSENTED
    reason: str = ''
    author: str = ''
    decided: Mapping[str, str] = field(default_factory=dict)


class Publication(NamedTuple):
    """That a board has approved a public text.  ``token``: of the effect, random.

    ``digest``: of the ``Question`` that it becomes.  ``approvals``: ``(account id, aware UTC)``.
    ``item``: object id of what is public, 0 before the effect.
    """

    token: str
    digest: str
    approvals: tuple[tuple[str, datetime.datetime], ...]
    item: int = 0


class ICasePublishing(Interface):
    """Brings answered cases to the public, for one asker.  Never commits.

    Nothing of a case enters ``content`` but by the effect that an approval adds.
    """

    def suggest_marks(text: str) -> Sequence[Mark]:
        """Return what in ``text`` may tell of a person, in its order, never overlapping."""

    def draft(case: ICase) -> PublicText:
        """Return the public text as it is kept; before the first one made of what was received
        and of the answer, with every mark masked.  Raises ``CannotPublishCase`` of a case whose
        key is destroyed.
        """

    def keep(case: ICase, text: PublicText, actor: str) -> str:
        """Keep ``text`` sealed in the case, and return its digest.  Earlier approvals are void.
        Raises ``CannotPublishCase``.
        """

    def digest(case: ICase, text: PublicText) -> str:
        """Return the digest of the ``Question`` that ``text`` would be, 64 hexadecimal digits."""

    def approve(case: ICase, digest: str, actor: str) -> None:
        """Record that ``actor`` of the board approves exactly the kept text with ``digest``; with
        the last approval that the site asks for an effect publishes it.

        Raises ``CannotPublishCase``: another digest, the author's own text, no right, no answer,
        no consent and no reason.
        """

    def published(case: ICase) -> Publication | None:
        """Return how far the publication of ``case`` is, ``None`` before the first approval."""

    def case_of(token: str) -> int:
        """Return the number of the case that the effect ``token`` publishes, 0 for none."""


class IPublicSites(Interface):
    """Finds the site that a case is of."""

    def site(oid: str) -> ISite | None:
        """Return the site with that object id, as cases have it."""

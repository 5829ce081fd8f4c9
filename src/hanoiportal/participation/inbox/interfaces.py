"""What the inbox promises to its callers: who of the staff does what with a case (13.1.e).

Moments are aware UTC, days are local days of Hanoi.  ``actor`` is the id of an account.
"""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

from ...base.errors import Refused
from ..cases.interfaces import SPLIT
from .words import CAPACITIES, CHANNELS

if TYPE_CHECKING:
    from ...base.interfaces import ISite
    from ...kernel.security.authentication.accounts import Account
    from ..cases.interfaces import Case, CaseEvent, Receipt

__all__ = [
    'CAPACITIES',
    'CHANNELS',
    'AnswerInWork',
    'CannotAnswer',
    'IAnswering',
    'IInbox',
    'ITriage',
    'IUnits',
    'Waiting',
]

#: Grounds of notes by which the sender is told something: a letter says that there is news.
TOLD = frozenset({SPLIT})
#: Pages of a site in the desk: the list, one case, a file of it.
LIST, ONE, FILE = 'cases', 'case', 'case-file'
#: The page at the portal by which a unit writes an answer.
LINK_PAGE = '_answer'
#: Names under which the case keeps what is in work: the answer, and the ids of who wrote it.
IN_WORK, AUTHORS = 'answer', 'answer authors'
#: Characters of an answer, of a remark, of a name.
LONGEST, LONGEST_NOTE, LONGEST_NAME = 50_000, 5000, 300


class CannotAnswer(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable sentence}``; nothing has changed."""


class AnswerInWork(NamedTuple):
    """The answer in work.  ``text``: ``''`` for none.  ``digest``: of it.

    ``authors``: ids of the accounts that wrote in it.  ``submitted``: how it was put before the
    board, ``None`` if it is not there.  ``returned``: how it came back, ``None`` if it did not.
    """

    text: str
    digest: str
    authors: frozenset[str]
    submitted: CaseEvent | None
    returned: CaseEvent | None

    @property
    def is_unchanged(self) -> bool:
        """Whether the board would approve what was put before it."""
        return self.submitted is not None and self.submitted.digest == self.digest


class Waiting(NamedTuple):
    """What waits for somebody at ``site``: cases that nobody has taken, their own open ones, and
    answers that they may approve.
    """

    site: ISite
    new: int
    mine: int
    to_approve: int


class IInbox(Interface):
    """What the asker finds in the inboxes of sites.  Never commits."""

    def sees(case: Case, site: ISite) -> bool:
        """Return whether the asker opens ``case`` at ``site``: it has it or had it, and they may
        ``ANSWER`` there.
        """

    def case(number: int, kind: str, site: ISite) -> Case | None:
        """Return the case with that number and of that ``kind`` which ``site`` has now and the
        asker opens there; ``None`` if there is none.
        """

    def people(site: ISite) -> list[Account]:
        """Return who may ``ANSWER`` at ``site``, by name."""

    def unclaimed(site: ISite) -> int:
        """Return how many open cases of ``site`` are nobody's work."""

    def to_approve(site: ISite) -> list[int]:
        """Return the numbers of the cases of ``site`` whose answer waits for its board."""

    def number_to_approve(site: ISite) -> int:
        """Return how many they are; reads none of them."""

    def waiting() -> list[Waiting]:
        """Return what waits for the asker, of each of their sites where anything does."""


class ITriage(Interface):
    """Phân loại: what becomes of a case, for one asker.  Never commits.

    The verbs ask for ``ANSWER`` at the site that has the case, ``abuse`` for ``APPROVE_ANSWER``;
    they raise ``CannotAnswer`` and send an ``InnerAction`` that tells nothing of what was sent.
    """

    def targets(case: Case) -> list[ISite]:
        """Return the sites that ``case`` can be forwarded to, by their titles."""

    def take(case: Case, actor: str, to: str = '') -> None:
        """Take ``case``; it is the work of the account ``to``, else of ``actor``."""

    def assign(case: Case, to: str, actor: str) -> None:
        """Give ``case`` to the account ``to``; for who gives tasks (``ASSIGN``), and who has it.
        """

    def forward(case: Case, site: ISite | None, text: str, actor: str) -> ISite:
        """Pass ``case`` on to ``site`` and tell its sender; return who has it now: the city, where
        ``site`` has no board.  ``text``: why.
        """

    def out_of_scope(case: Case, ground: str, competent: str, text: str, actor: str) -> None:
        """Close ``case`` on the coded ``ground`` and tell its sender who is ``competent``."""

    def abuse(case: Case, ground: str, text: str, actor: str) -> None:
        """Close ``case`` as abuse; ``text``: the reason, for the staff alone."""

    def merge(case: Case, other: int, actor: str) -> Case:
        """Let two open cases of one kind and site go on as the one that came first; return it.
        Not those of a kind that is answered on a page of its own (``IConduct``).
        """

    def split(case: Case, title: str, text: str, actor: str) -> Receipt:
        """Make a part of ``case`` a case of its own, with the same moment of receipt."""

    def note(case: Case, text: str, actor: str) -> None:
        """Write a remark that the staff alone sees."""

    def called(case: Case, text: str, actor: str) -> None:
        """Write down what was said with the sender by telephone."""


class IAnswering(Interface):
    """Trả lời: from the draft to the answer that the board approved, for one asker.

    Never commits.  The verbs raise ``CannotAnswer`` and send an ``InnerAction``; ``approve``,
    ``give_back`` and ``notice`` ask for ``APPROVE_ANSWER`` at the site that has the case, the
    others for ``ANSWER``.
    """

    def work(case: Case) -> AnswerInWork:
        """Return the answer in work."""

    def draft(case: Case, text: str, actor: str, base: str | None = None) -> None:
        """Keep ``text`` as the answer in work, sealed with the case.

        ``base``: digest of the text that it was made from; refused if another one is kept by now.
        ``None``: whatever is kept.
        """

    def submit(case: Case, text: str, actor: str, base: str | None = None) -> None:
        """Keep ``text`` as ``draft`` does and put it before the board."""

    def give_back(case: Case, text: str, actor: str) -> None:
        """Return the answer that was submitted, with a remark."""

    def approve(case: Case, digest: str, actor: str, publish: bool = False) -> None:
        """Approve the answer with that ``digest``, which was submitted and has not changed since:
        from now on it stands on the page of who asked, and the term ends (13.1.e, 14.1).

        Not for who wrote in it.  ``publish``: approve besides that question and answer are
        published as they are, with all masked that may tell of a person (``suggest_marks``).
        """

    def notice(case: Case, day: datetime.date | None, text: str, actor: str) -> None:
        """Tell how far it is and that the answer comes by the end of ``day``; that is a duty of
        its own.
        """


class IUnits(Interface):
    """Units without accounts, which write an answer by a link that opens once, for one asker.

    Never commits; sends an ``InnerAction``.
    """

    def link(case: Case, unit: str, actor: str, email: str = '') -> str:
        """Return the token of a link by which ``unit``, which has no account, writes the answer
        once.  The link before opens nothing any more.  ``email``: where it is mailed to.
        """

    def linked(key: str) -> Case | None:
        """Return the open case that the link with ``key`` is for; ``None`` for a wrong one, and
        just so for one that is used, taken back, too old or of before a restore.
        """

    def write(key: str, text: str, name: str) -> None:
        """Keep what the unit wrote as the answer in work; the link does not open again.  Raises
        ``LookupError`` where ``linked`` gives ``None``.
        """


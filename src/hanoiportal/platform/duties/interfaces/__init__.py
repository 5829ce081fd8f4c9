"""What the register of duties promises to its callers.

A *site* is named as in ``platform.ledger``.  Moments are aware UTC, days local days of Hanoi.
"""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

from zope.interface import Interface

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ....base.interfaces import ITranslation
    from ...calendar.interfaces import Knowledge
    from ..published import Publication

#: States of a duty: it runs, it was kept, kept late, missed, excused, or it ended because what it
#: came from was a mistake.
RUNNING, MET, MET_LATE, MISSED, EXCUSED, VOID = (
    'running', 'met', 'met_late', 'missed', 'excused', 'void')
#: Kinds of events.  ``TRIGGERED``: the term begins at ``at``, by ``evidence``; a later one
#: corrects an earlier.  ``STRUCK``: that of the source ``subject`` is as if it had not been.
TRIGGERED, STRUCK = 'triggered', 'struck'
#: ``subject`` fulfils the duty from ``at`` on; and does so no longer.
SATISFIED, WITHDRAWN = 'satisfied', 'withdrawn'
#: Whom it is owed to has set the due moment to ``at``, in place of the rule's; the last holds.
FIXED = 'fixed'
#: A row of the calendar has moved the due moment; people were reminded.
REDATED, REMINDED = 'redated', 'reminded'
#: Words of people: why it was missed; that it is excused, by whom and on what basis; that the
#: board approves the reason of the moment ``at`` for readers.
REASON, EXCUSE, CONSENT = 'reason', 'excuse', 'consent'

#: Kinds of keys: of a period, of an order, which its answer fulfils (``editorial.orders``), of the
#: review of an item, with its object id, of a case, which its events fulfil, of the publication of
#: its answer, of a corrected source, of what the city demands, of royalties, of the press.
PERIOD, ORDER, REVIEW, CASE, PUBLICATION = 'period', 'order', 'review', 'case', 'publication'
CARRIED, DEMANDED, ROYALTIES, PRESS = 'carried', 'demanded', 'royalties', 'press'
#: Those of what no item fulfils, see ``IDutyWords.declare``.
DECLARED = frozenset({PERIOD})


class DutyEvent(NamedTuple):
    """Something that happened to a duty.

    ``moment``: when it was noted.  ``at``: when it took place; of ``TRIGGERED`` what the term
    counts from, of ``SATISFIED`` the own date of what an import carries in.
    ``source``: what tells it from others, such as ``ledger:12``; one source tells one kind of one
    ``subject`` once.  ``''`` for the words of people.
    ``subject``: id of the item, source that is struck, kind of the reminder.  ``evidence``: what
    shows the trigger, such as a number of a document.  ``actor``: principal id.  ``text``,
    ``basis``: as people wrote them.
    ``before``, ``after``: the due moments before and after ``REDATED``, as people were told.
    """

    kind: str
    moment: datetime.datetime
    at: datetime.datetime | None = None
    source: str = ''
    subject: str = ''
    evidence: str = ''
    actor: str = ''
    text: str = ''
    basis: str = ''
    before: datetime.datetime | None = None
    after: datetime.datetime | None = None


class Standing(NamedTuple):
    """How a duty stands at a moment, folded from its events.

    ``state``: see above.  ``trigger``: what the term counts from, ``None`` of a void one.
    ``due``: the last moment; ``None`` if the rule names no term ("at once"), which nobody can
    break, or the calendar does not know its year yet.
    ``met_at``, ``item``: when it was fulfilled and by what, ``None`` and ``''`` if it was not.
    ``evidence``: of the trigger.  ``reason``, ``excuse``: the last event of each, or ``None``.
    ``consent``: by which the board approved this ``reason``, or ``None``.  ``known``: what ``due``
    was counted by where the term has ended, ``None``: all that is known.
    """

    state: str
    trigger: datetime.datetime | None
    due: datetime.datetime | None
    met_at: datetime.datetime | None
    item: str
    evidence: str
    reason: DutyEvent | None
    excuse: DutyEvent | None
    consent: DutyEvent | None = None
    known: Knowledge | None = None

    @property
    def words(self) -> str:
        """The reason as readers are shown it, ``''`` before it is approved."""
        return '' if self.reason is None or self.consent is None else self.reason.text

    @property
    def needs_consent(self) -> bool:
        """Whether the term was broken and the reason waits to be approved."""
        return self.is_broken and self.reason is not None and self.consent is None

    @property
    def is_broken(self) -> bool:
        """Whether the term was broken, and nobody has excused it."""
        return self.state in (MISSED, MET_LATE)

    @property
    def needs_reason(self) -> bool:
        """Whether the term was broken and nobody has written why."""
        return self.is_broken and self.reason is None


class Term(NamedTuple):
    """What the due index has of a duty that is still owed, or was done late.

    ``due``: seconds since 1970 UTC, infinite if none.  ``explained``: whether there is a reason.
    """

    due: float
    number: int
    site: str
    rule: str
    owed: bool
    explained: bool


class IDuty(Interface):
    """Marks a ``Duty``."""


class Duty(Protocol):
    """Nhiệm vụ có thời hạn: what a body owes, by a rule, until it is done (13.1).

    ``number``: from 1, never used again.  ``site``: that owes it.  ``rule``: code of a row of
    ``deadline_rules.csv``.  ``keys``: names of what fulfils it: ``item:123``, or a document by its
    number, year and body.  ``events``: as they were noted.
    """

    number: int
    site: str
    rule: str
    keys: tuple[str, ...]
    events: tuple[DutyEvent, ...]


class IDuties(Interface):
    """The register of duties of a portal, in ``interactions``; an adapter of any resource of it.

    Never commits; writes nothing but ``interactions``.
    """

    def open(site: str, rule: str, keys: Sequence[str], trigger: DutyEvent) -> Duty:
        """Return the duty of ``site`` by ``rule`` with those ``keys``, opened by ``trigger``.

        If there is one with the first of the ``keys`` that any has, ``trigger`` is added to it,
        and ``keys`` take the place of its keys of the same kinds: what stands before the first
        colon.  What is public already and fulfils it does so.
        """

    def append(duty: Duty, event: DutyEvent) -> bool:
        """Add ``event``; return whether it was new.  An item that fulfils the duty does so until
        it is withdrawn.
        """

    def publish(item: str, publication: Publication) -> None:
        """Let ``item``, an object id, fulfil what its site owes by its keys or ``item:ID``."""

    def withdraw(item: str, at: datetime.datetime, noted: datetime.datetime,
                 source: str) -> None:
        """Let ``item`` fulfil nothing from the moment ``at`` on."""

    def get(number: int) -> Duty | None:
        """Return the duty with that number, or ``None``."""

    def of_site(site: str, without: Collection[int] = (), last: int = 0) -> Iterator[Duty]:
        """Yield the duties of ``site`` by number, but for ``without``; if given the ``last``."""

    def of_key(key: str) -> Iterator[Duty]:
        """Yield all duties with ``key``, or one that begins with it and a colon, of all sites, by
        their numbers.
        """

    def open_duties(site: str | None = None) -> Iterator[Duty]:
        """Yield what is still owed, in time or late, of ``site`` or of all sites, by numbers."""

    def due_between(start: datetime.datetime, end: datetime.datetime,
                    site: str | None = None) -> Iterator[Duty]:
        """Yield what is still owed and due from ``start`` to before ``end``, earliest first."""

    def standing(duty: Duty, now: datetime.datetime) -> Standing:
        """Return how ``duty`` stands at ``now``."""

    def unsettled(site: str, now: datetime.datetime) -> list[tuple[Duty, Standing]]:
        """Return what ``site`` owes or did late without an approved reason, oldest due first."""

    def reindex() -> int:
        """Make the index of what is owed, and by when, anew; return how many duties there are."""


class IFallenBehind(Interface):
    """Says whether a translation is behind its Vietnamese text; a utility."""

    def __call__(translation: ITranslation) -> bool:
        """Return whether it is."""


class ITerms(Interface):
    """The due index of a portal, an adapter of any resource of it: loads no duty."""

    def all() -> Iterator[Term]:
        """Yield what is still owed or was done late, of all sites, by its due moment."""

    def number_owed(site: str, rule: str) -> int:
        """Return how many duties of ``site`` by ``rule`` are still owed, counted already."""


class IDutyWords(Interface):
    """What people say of duties, for one asker.  Never commits.

    The verbs raise ``errors.Refused``, for a number that there is not as for one of another site,
    and send an ``Action``; ``actor`` is an account's id.
    """

    def give_reason(number: int, text: str, actor: str) -> None:
        """Write why the duty with that number was missed; for the head of its site's board and
        the deputies (``ASSIGN``).
        """

    def approve(number: int, at: str, actor: str) -> None:
        """Approve the reason written at ``at``, ISO 8601, for readers: exactly these words, as
        who ``may_approve`` and has not written them.
        """

    def may_approve(duty: Duty, actor: str) -> bool:
        """Return whether ``actor`` is of the board in force of the site of ``duty``."""

    def excuse(number: int, text: str, basis: str, actor: str) -> None:
        """Excuse a duty that is not kept; for the managing body (``MANAGE_BOARD``).

        ``text``: the reason.  ``basis``: the paper that says so, such as its number and date.
        """

    def declare(number: int, evidence: str, day: datetime.date | None, actor: str) -> None:
        """Say that a duty which no item fulfils is done; for those who may give a reason.

        ``evidence``: where it is seen, such as an address or the number of a report.  ``day``: on
        which it was done, local; ``None``: now.
        """

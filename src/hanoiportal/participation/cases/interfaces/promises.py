"""What the register of cases does for its callers; see ``interfaces``."""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from zope.interface import Attribute, Interface

from ....base.dated import Dated, Titled
from ....base.interfaces import IPortal, ISite
from ...identities.interfaces import Identity
from .values import (
    Attachment,
    Case,
    CaseEvent,
    CasePage,
    CaseStanding,
    Contents,
    Receipt,
    Sender,
    ShownTerm,
    SiteTally,
    Submission,
)
from .words import ASKER


@dataclass(frozen=True, kw_only=True)
class CaseKind(Dated, Titled):
    """One row of ``case_kinds.csv``.  The rules: codes of ``deadline_rules.csv``, ``''`` for none.
    ``retention``: years after its end for which the personal data of a case are kept.
    """

    name: str
    title: str
    title_en: str
    triage_rule: str
    scope_rule: str
    answer_rule: str
    retention: int
    basis: str


class ISealedCases(Interface):
    """What of a case is sealed with its key; see ``ICases``, which is one."""

    portal: IPortal = Attribute('whose cases they are')

    def identify(case: Case, identity: Identity) -> None:
        """Note that whoever sent ``case`` was confirmed by VNeID, in place of an earlier identity;
        nothing if its key is destroyed.
        """

    def correct(case: Case, sender: Sender) -> None:
        """Let ``sender`` be what is held of whoever sent ``case``, in place of what was; nothing
        if its key is destroyed.
        """

    def disagree(case: Case, consents: Set[str]) -> None:
        """Let ``consents`` be none that the sender of ``case`` gives; nothing if its key is
        destroyed.
        """

    def open(case: Case) -> Contents | None:
        """Return what was sealed; ``None`` if the key is destroyed."""

    def text_of(case: Case, event: CaseEvent) -> str:
        """Return the text of ``event``; ``''`` if there is none, or the key is destroyed."""

    def file(case: Case, index: int) -> Attachment | None:
        """Return the file at ``index`` of ``Case.files``, without its content while it is held;
        ``None`` if there is none, or the key is destroyed.
        """

    def filename(case: Case, index: int) -> str:
        """Return the name of the file at ``index`` without opening it; ``''`` if there is none, or
        the key is destroyed.
        """

    def keep(case: Case, name: str, text: str) -> None:
        """Keep ``text`` sealed with ``case`` under ``name``, in place of what was; ``''`` to keep
        nothing.
        """

    def kept(case: Case, name: str) -> str:
        """Return what ``keep`` kept under ``name``; ``''`` for nothing."""

    def erase(case: Case, *, actor: str = '', ground: str = '') -> None:
        """Let the case hold nothing personal any more: see ``KeyPool.destroy``."""

    def of_code(code: str) -> Case | None:
        """Return the case of ``code``, however it is spelled, for staff; or ``None``."""

    def export(case: Case) -> Mapping[str, object]:
        """Return all that is kept of ``case``, its events, texts and names of files, for the
        person whose it is: values of JSON.
        """


class ICases(ISealedCases):
    """The register of cases of a portal, an adapter of any resource of it:
    ``registry.getAdapter(resource, ICases)``.

    Never commits; writes nothing but ``interactions``.
    """

    def receive(submission: Submission, *, now: datetime.datetime | None = None) -> Receipt:
        """Keep a new case, with the duties that it opens; send ``CaseReceived``.

        ``now``: of the clock if ``None``.  Raises ``ValueError`` for a kind or channel that there
        is not, ``CannotChange`` for a moment of receipt that has not come.
        """

    def get(number: int) -> Case | None:
        """Return the case with that number, or ``None``."""

    def find(code: str, secret: str) -> Case | None:
        """Return the case that both open, however they are spelled; ``None`` for all others, in
        the same time.
        """

    def by_email(address: str) -> list[Case]:
        """Return the cases of whoever gave that e-mail address, latest first."""

    def by_identity(pseudonym: str) -> list[Case]:
        """Return the cases of whoever was confirmed by that ``Identity.pseudonym``, latest first.
        """

    def renew(case: Case) -> Receipt:
        """Return a new secret of ``case``; the old one opens nothing any more."""

    def append(case: Case, kind: str, *, text: str = '', audience: str = ASKER,
               now: datetime.datetime | None = None,
               attachments: Sequence[Attachment] = (), **fields: object) -> CaseEvent:
        """Add an event of that ``kind`` with the ``fields`` of ``CaseEvent``, its text sealed;
        send ``CaseChanged``.

        Keeps duties and indexes: ``FORWARDED`` moves what is owed to the site ``to`` with its
        first trigger, ``NOTICED`` opens the duty that it promises ``until``, ``ANSWERED`` and
        ``NOTICED`` fulfil the answer, ``REOPENED`` opens it anew, ``OUT_OF_SCOPE``,
        ``WITHDRAWN``, ``MERGED`` (``to``: number of the case that goes on) and ``ABUSE`` end what
        is owed.  ``UNMERGED`` owes the answer again, from the receipt of the case or by ``until``.
        A merged case takes ``FORWARDED`` and stays merged.  ``SPLIT``: ``to`` is the number of the
        new case, which has its own duties.
        Raises ``CannotChange``: a notice without a later day, forwarding to where it is or was,
        an answer of what is closed.  An event of a ``source`` that has told it is not added
        again; the earlier one is returned.
        """

    def split(case: Case, submission: Submission, *, actor: str = '') -> Receipt:
        """Return a new case out of ``case``, with its moment of receipt and its sender."""

    def standing(case: Case, now: datetime.datetime) -> CaseStanding:
        """Return how ``case`` stands at ``now``."""

    def inbox(site: str | None, *, states: Sequence[str] = (), kind: str = '', field: str = '',
              assigned: str | None = None, start: int = 0, size: int = 20) -> CasePage:
        """Return a page of the cases that ``site`` is responsible for, of ``None`` of all.

        ``states``: ``OPEN`` if empty; open ones come first, by their due moments, then closed
        ones, the latest first.  ``assigned``: account id, ``''`` of nobody, ``None``: of anyone.
        Loads no case.
        """

    def tallies(now: datetime.datetime) -> Mapping[str, SiteTally]:
        """Return what waits in the inboxes of sites that have anything open, by site; loads no
        case.
        """

    def counts(site: str) -> Mapping[str, int]:
        """Return how many cases ``site`` is responsible for, by state; loads no case."""


class ICaseTerms(Interface):
    """By when a case is due, as its sender reads it; a utility."""

    def told(standing: CaseStanding, tag: str, site: ISite, calculator: str) -> list[ShownTerm]:
        """Return the deadlines of ``standing`` in the language ``tag``.  ``calculator``: address
        of ``/thoi-han`` of ``site``.
        """


class ICaseReceived(Interface):
    """A case was received: ``portal``, ``case``, ``receipt``, in the transaction that keeps it."""

    portal: IPortal = Attribute('of which it is')
    case: Case = Attribute('the new case')
    receipt: Receipt = Attribute('what its sender gets')


class ICaseChanged(Interface):
    """An event was appended: ``portal``, ``case``, ``event``, in the transaction that keeps it."""

    portal: IPortal = Attribute('of which it is')
    case: Case = Attribute('the case')
    event: CaseEvent = Attribute('what was appended')


class IConduct(Interface):
    """What holds for the cases of one kind besides ``CaseKind``; a utility named as the kind."""

    page: str = Attribute('view of the site in the desk where staff works on one by ``number``')
    mailed: frozenset[str] = Attribute(
        'grounds of events ``NOTE`` of which the sender is told by mail')
    labels: Mapping[str, str] = Attribute(
        'what details are called, translatable, by name; chosen values by ``name:value``')
    titles: Mapping[str, str] = Attribute(
        'what events ``NOTE`` of a ground are called, translatable, by ground')
    unasked: frozenset[str] = Attribute('kinds of events that its sender is never offered')

    def said(site: ISite, details: Mapping[str, str]) -> Mapping[str, str]:
        """Return in words those of ``details`` of a case at ``site`` that are codes, by name, as
        people find the thing today; ``''`` for what need not be shown.
        """

    def links(details: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
        """Return the object id of the item that those of ``details`` lead to, by name, and the
        steps from its address.  The sender is told of them while visitors may read that.
        """

    def answer_rule(cases: ISealedCases, case: Case) -> str:
        """Return the code of the rule by which the answer is due that its last event opens;
        ``''`` for that of the kind.
        """

    def against(cases: ISealedCases, case: Case, event: CaseEvent) -> str:
        """Return why ``case`` does not take ``event``, translatable; ``''`` if it does."""


class ICaseKinds(Interface):
    """The kinds of cases, a utility."""

    def at(kind: str, moment: datetime.datetime) -> CaseKind:
        """Return the row of ``kind`` that is in force at ``moment``, else the first there is."""

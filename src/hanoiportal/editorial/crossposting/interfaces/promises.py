"""What cross-posting promises to its callers.  Moments are aware UTC."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from zope.interface import Interface

from . import IReference, Proposal, StandingRule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from ....base.interfaces import IContainer, IPortal, ISite
    from ....kernel.tree.resources import Described
    from ...orders.interfaces import Order
    from . import CarryChoice


class ICrossposting(Interface):
    """Proposes items to other sites, for one asker.  Never commits.

    The verbs raise ``CannotCrosspost`` and send an ``Action``; ``actor`` is an account's id.
    """

    def reasons_against(source: Described) -> Sequence[str]:
        """Return why ``source`` can be carried by no other site; ``[]`` if it can."""

    def may_propose(source: Described) -> bool:
        """Return whether the asker may propose ``source``: who may edit it."""

    def addressees(source: Described) -> Sequence[ISite]:
        """Return the sites that may be asked to carry ``source``: the city first, then others by
        their titles; not where it or its work stands, none that is suspended or stands elsewhere.
        """

    def propose(source: Described, site: ISite, purpose: str,
                wished: datetime.datetime | None, actor: str) -> Proposal:
        """Ask the board of ``site`` to carry ``source``."""

    def answer(proposal: Proposal, text: str, actor: str) -> None:
        """Answer what the board has asked."""

    def may_take_back(proposal: Proposal) -> bool:
        """Return whether the asker may take ``proposal`` back: who edits at its site; what the
        city demands, who may also order.
        """

    def take_back(proposal: Proposal, actor: str) -> None:
        """Take an open proposal back."""

    def get(number: int) -> Proposal | None:
        """Return the proposal with that number, or ``None``."""

    def received(site: ISite) -> Sequence[Proposal]:
        """Return what ``site`` was asked to carry, the latest first."""

    def sent(site: ISite) -> Sequence[Proposal]:
        """Return what ``site`` has asked others to carry, the latest first."""


class IOffering(Interface):
    """Offers items to component sites in the name of the city, for one asker.  Never commits.

    The verbs raise ``CannotCrosspost`` and send an ``Action``; ``actor`` is an account's id.
    """

    def reasons_against(item: Described) -> Sequence[str]:
        """Return why the city cannot offer ``item``, its own or what it carries; ``[]`` if it can.
        """

    def may_offer(source: Described, actor: str) -> bool:
        """Return whether ``actor`` may offer ``source``: the city's board what the city shows.
        """

    def may_demand(actor: str) -> bool:
        """Return whether ``actor`` may demand that sites carry something, and end that."""

    def orders() -> Sequence[Order]:
        """Return the orders that a demand may name, the latest first: of those that went to
        several sites at once the first.
        """

    def offer(source: Described, sites: Sequence[ISite], kind: str, purpose: str, basis: str,
              actor: str, due: datetime.datetime | None = None,
              order: int = 0) -> Sequence[Proposal]:
        """Offer ``source`` to each of ``sites``, all or none; ``kind``: ``RECOMMENDED`` or
        ``COMPULSORY``.  Sites with a standing rule carry it at once.  Of a reference its source is
        offered; those who take it follow what the city shows of it.

        ``due``: by when it is to be posted, ``None`` for the term of the rule; ``order``: number
        of one of ``orders``, the basis if that is ``''``.
        """

    def may_lift(proposal: Proposal, actor: str) -> bool:
        """Return whether ``actor`` may lift ``proposal``: what is carried as the city demands."""

    def lift(proposal: Proposal, actor: str) -> None:
        """Demand no longer what sites carry by ``proposal``: each decides from now on."""


class IReceiving(Interface):
    """What the board of a site does with what it is asked to carry.  Never commits.

    The verbs raise ``CannotCrosspost`` and send an ``Action``; ``actor`` is an account's id.
    """

    def reasons_against(site: ISite, actor: str, authors: frozenset[str],
                        approvals: Sequence[tuple[str, datetime.datetime]]) -> str:
        """Return why ``actor`` may not give the next approval, ``''`` if they may."""

    def sections(proposal: Proposal) -> Sequence[IContainer]:
        """Return the sections of the site that may hold the item."""

    def accept(proposal: Proposal, choice: CarryChoice, checks: Collection[str],
               actor: str) -> bool:
        """Approve ``choice``; the last approval that the workflow of the site asks for makes the
        reference.  Return whether it was the last.  ``checks``: codes of the heads of 27.5 that
        were checked, of which none may be missing.
        """

    def ask(proposal: Proposal, text: str, actor: str) -> None:
        """Ask the sender."""

    def refuse(proposal: Proposal, ground: str, text: str, actor: str) -> None:
        """Refuse on a ground of 14.3."""

    def hold(proposal: Proposal, text: str, actor: str) -> None:
        """Hold what the city recommends."""


class IRenewing(Interface):
    """What the board of a site does with what it carries.  Never commits.

    The verbs raise ``CannotCrosspost`` and send an ``Action``; ``actor`` is an account's id.
    """

    def source(reference: IReference) -> Described | None:
        """Return the item that ``reference`` shows if it is public, else ``None``."""

    def versions(source: Described) -> tuple[str, ...]:
        """Return the versions of ``source`` that are public now."""

    def current(reference: IReference) -> tuple[str, ...]:
        """Return the versions of its source that are public now."""

    def changed(site: ISite) -> Sequence[IReference]:
        """Return the references of ``site`` whose sources say something else, the longest first.
        """

    def differences(reference: IReference) -> Mapping[str, Sequence[object]]:
        """Return by language what the source says now and its readers are not shown: each
        ``versions.comparing.FieldChange``.
        """

    def parts_replaced(reference: IReference) -> Sequence[Described]:
        """Return the pictures and files that its source shows and that are others than its readers
        see.
        """

    def take(reference: IReference, digests: tuple[str, ...], checks: Collection[str],
             actor: str) -> bool:
        """Approve that ``reference`` shows ``digests``, what its source says now; return whether
        it was the last approval.  ``checks``: as of ``accept``.
        """

    def hold(reference: IReference, actor: str, why: str) -> None:
        """Decide that readers go on seeing what the board has approved, marked, although the
        source says something else; until it changes again, or the board takes that.
        """

    def is_demanded(reference: IReference) -> bool:
        """Return whether the city demands that ``reference`` be carried: its site may neither hold
        a change nor end it.
        """

    def end(reference: IReference, actor: str, why: str) -> None:
        """Carry it no longer; its address leads on to the source."""

    def leave(proposal: Proposal, actor: str, why: str) -> None:
        """The same of what the site, with others, has accepted by its rule: the others go on."""


class IStandingRules(Interface):
    """The standing rules of boards, for one asker.  Never commits."""

    def rule(site: ISite) -> StandingRule | None:
        """Return the rule of ``site`` that is in force or waits for approvals, or ``None``."""

    def sections(site: ISite) -> Sequence[IContainer]:
        """Return the sections that a rule of ``site`` may name: those of news."""

    def approve(site: ISite, section: int, decision: str, ends: datetime.datetime | None,
                actor: str) -> bool:
        """Approve that what the city offers is carried in ``section``; return whether it was the
        last approval.  Raises ``CannotCrosspost``.
        """

    def revoke(site: ISite, actor: str) -> None:
        """Revoke it; what it has accepted stays.  Raises ``CannotCrosspost``."""


class ICarried(Interface):
    """What sites came to carry of each other, for figures; a utility.  Asks nobody."""

    def accepted(portal: IPortal, origin: ISite, to: ISite, start: datetime.datetime,
                 end: datetime.datetime) -> Iterator[tuple[datetime.datetime, int]]:
        """Yield when the board of ``to`` accepted what ``origin`` had proposed, from ``start`` to
        before ``end``, and the object id of the reference; what was proposed first comes first.
        """

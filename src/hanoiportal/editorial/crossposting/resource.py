"""The persistent proposals and rules, in ``content``.  Renaming this module needs an upgrade step.

They stand beside the references, since what accepts one and what ends it is one transaction.
"""
from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from BTrees.IIBTree import IITreeSet
from BTrees.IOBTree import IOBTree
from BTrees.LLBTree import LLTreeSet
from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from ...kernel.security.interactions import empty
from ...kernel.tree.interfaces import NOTHING
from .interfaces import ASKED, COMPULSORY, OPEN, WAITING, CarryChoice, ProposalEvent

if TYPE_CHECKING:
    from ...base.interfaces import IPortal

#: Name of the attribute of the portal.
ATTRIBUTE = 'crossposting'
_LAST, _LAST_ID = 2 ** 62, 2 ** 31


class KeptProposal(Persistent):
    """See ``interfaces.Proposal``.

    Of one that several sites have accepted by their rules ``to`` is ``''``; ``sites``: those
    sites, ``rules``: of each who approved its rule and by which decision, ``left``: what ended
    it there alone, see ``shared``.
    """

    choice: CarryChoice | None = None
    approvals: tuple[tuple[str, datetime.datetime], ...] = ()
    due: datetime.datetime | None = None
    lifted: ProposalEvent | None = None
    reference = order = 0
    title = ''
    sites: tuple[str, ...] = ()
    rules: Mapping[str, tuple[str, str]] = NOTHING
    left: Mapping[str, ProposalEvent] = NOTHING

    def __init__(self, number: int, kind: str, source: int, origin: str, to: str, by: str,
                 purpose: str, wished: datetime.datetime | None, basis: str,
                 now: datetime.datetime) -> None:
        self.number, self.kind = number, kind
        self.source, self.origin, self.to, self.by = source, origin, to, by
        self.purpose, self.wished, self.basis = purpose, wished, basis
        self.events: tuple[ProposalEvent, ...] = (ProposalEvent(WAITING, now, by, purpose),)

    @property
    def state(self) -> str:
        """See ``Proposal``."""
        return self.events[-1].kind

    @property
    def made_at(self) -> datetime.datetime:
        """See ``Proposal``."""
        return self.events[0].moment

    @property
    def is_demanded(self) -> bool:
        """See ``Proposal``."""
        return self.kind == COMPULSORY and self.lifted is None

    def add(self, event: ProposalEvent) -> None:
        """Add ``event``."""
        self.events = (*self.events, event)


class KeptRule(Persistent):
    """See ``interfaces.StandingRule``."""

    approvals: tuple[tuple[str, datetime.datetime], ...] = ()
    starts: datetime.datetime | None = None
    revoked_at: datetime.datetime | None = None

    def __init__(self, site: str, section: int, decision: str, ends: datetime.datetime | None,
                 by: str) -> None:
        self.site, self.section, self.decision = site, section, decision
        self.ends, self.by = ends, by


class CrosspostBook(Persistent):
    """Sổ đăng chéo: all proposals of a portal, and which references each item has.

    ``proposals``: by number.  ``received``, ``sent``: ``(site, number)``.  ``references``: object
    ids of references by that of their source.  ``changed``: ``(site, object id)`` of references
    whose sources say something else.  ``rules``: the last ``KeptRule`` of each site.
    ``pictures``: object ids of sources by that of a picture that they show or have shown.
    ``shared``: numbers of what several sites have accepted as one.  ``waiting``: ``(site,
    number)`` of what waits for the board of the site, ``None`` in books of before, until the next
    step of a proposal.  ``demands``: numbers of what the city demands of one site that has not
    accepted it, ``None`` likewise.
    """

    pictures: IOBTree | None = None
    waiting: OOTreeSet | None = None
    demands: LLTreeSet | None = None
    shared: tuple[int, ...] = ()

    def __init__(self) -> None:
        self.proposals = LOBTree()
        self.received = OOTreeSet()
        self.sent = OOTreeSet()
        self.references = IOBTree()
        self.changed = OOTreeSet()
        self.rules = OOBTree()
        self.waiting = OOTreeSet()
        self.demands = LLTreeSet()

    def add(self, proposal: KeptProposal) -> None:
        """Keep ``proposal``."""
        self.proposals[proposal.number] = proposal
        if proposal.to:
            self.received.insert((proposal.to, proposal.number))
        else:
            self.shared = (*self.shared, proposal.number)
        self.sent.insert((proposal.origin, proposal.number))
        self._follow(proposal)

    def note(self, proposal: KeptProposal, event: ProposalEvent) -> None:
        """Add ``event`` to ``proposal``."""
        proposal.add(event)
        self._follow(proposal)

    def number_waiting(self, site: str) -> int:
        """Return how many proposals wait for the board of ``site``."""
        found = self.look(site, site) if self.waiting is None else self.waiting.keys(
            (site, 0), (site, _LAST))
        return len(list(found))

    def _follow(self, proposal: KeptProposal) -> None:
        if self.waiting is None:
            self.waiting = OOTreeSet(self.look())
        follow = self.waiting.insert if _waits(proposal) else self.waiting.discard
        follow((proposal.to, proposal.number))
        if self.demands is None:
            self.demands = LLTreeSet(_look_owed(self))
        if _is_owed(proposal):
            self.demands.insert(proposal.number)
        elif proposal.number in self.demands:
            self.demands.remove(proposal.number)

    def look(self, first: str = '', last: str = '~') -> Iterator[tuple[str, int]]:
        """Yield what waits for the sites from ``first`` to ``last``, by looking at all they got.
        """
        return ((site, number) for site, number in self.received.keys((first, 0), (last, _LAST))
                if _waits(self.proposals[number]))

    def drop(self, proposal: KeptProposal) -> None:
        """Forget ``proposal``, which was made just now for several sites."""
        del self.proposals[proposal.number]
        self.shared = self.shared[:-1]
        self.sent.remove((proposal.origin, proposal.number))

    def numbered(self, index: OOTreeSet, site: str) -> list[KeptProposal]:
        """Return what ``index`` has of ``site``, the latest first."""
        found = index.keys(min=(site, 0), max=(site, _LAST))
        return [self.proposals[number] for _site, number in found][::-1]

    def changed_of(self, site: str) -> list[int]:
        """Return the object ids of the references of ``site`` whose sources say something else.
        """
        return [oid for _site, oid in self.changed.keys(min=(site, 0), max=(site, _LAST_ID))]

    def refer(self, source: int, reference: int) -> None:
        """Note that the item ``source`` has this reference."""
        if source not in self.references:
            self.references[source] = IITreeSet()
        self.references[source].insert(reference)

    def references_of(self, source: int) -> Iterator[int]:
        """Yield the object ids of all that ever showed the item ``source``."""
        yield from self.references.get(source, ())

    def show(self, source: int, image: int) -> None:
        """Note that the item ``source`` shows this picture."""
        if self.pictures is None:
            self.pictures = IOBTree()
        if image not in self.pictures:
            self.pictures[image] = IITreeSet()
        self.pictures[image].insert(source)

    def showing(self, image: int) -> list[int]:
        """Return the object ids of all sources that ever showed this picture."""
        return [] if self.pictures is None else list(self.pictures.get(image, ()))

    def hide(self, image: int) -> None:
        """Forget this picture, which is gone."""
        if self.pictures is not None:
            self.pictures.pop(image, None)


def _waits(proposal: KeptProposal) -> bool:
    """Return whether ``proposal`` waits for the board of its site."""
    return bool(proposal.to) and proposal.state in OPEN and proposal.state != ASKED


def _is_owed(proposal: KeptProposal) -> bool:
    """Return whether the city demands ``proposal`` of one site, which has not accepted it."""
    return bool(proposal.to) and proposal.is_demanded and proposal.state in OPEN


def _look_owed(book: CrosspostBook) -> list[int]:
    return [number for _site, number in book.received if _is_owed(book.proposals[number])]


def demanded(book: CrosspostBook) -> list[int]:
    """Return the numbers of what the city demands of one site that has not accepted it."""
    return _look_owed(book) if book.demands is None else list(book.demands)


def recount(portal: IPortal) -> int:
    """Let the book know what waits; return in how many proposals it did not."""
    book: CrosspostBook | None = getattr(portal, ATTRIBUTE, None)
    if book is None:
        return 0
    right, owed = set(book.look()), set(_look_owed(book))
    wrong = right ^ set(right if book.waiting is None else book.waiting)
    amiss = owed ^ set(owed if book.demands is None else book.demands)
    if wrong or book.waiting is None:
        book.waiting = OOTreeSet(right)
    if amiss or book.demands is None:
        book.demands = LLTreeSet(owed)
    return len(wrong) + len(amiss)


def book_of(portal: IPortal) -> CrosspostBook:
    """Return the book of ``portal``; an empty one that nobody keeps if there is none yet."""
    found: CrosspostBook | None = getattr(portal, ATTRIBUTE, None)
    return empty(CrosspostBook) if found is None else found


def get_or_create_book(portal: IPortal) -> CrosspostBook:
    """Return the book of ``portal`` for writing."""
    if getattr(portal, ATTRIBUTE, None) is None:
        setattr(portal, ATTRIBUTE, CrosspostBook())
    return book_of(portal)

"""What becomes of references when something happens to their sources, in the same transaction."""
from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, IResource
from ...kernel.security.authorization.grants import holders_of
from ...kernel.security.authorization.roles import BOARD
from ...kernel.tree.events import ObjectModified, Transitioned, send
from ...kernel.tree.lookup import find_portal, find_site, is_listed
from ...kernel.tree.sharing import is_shared
from ...kernel.workflow.interfaces import APPROVED, PUBLIC, SCHEDULED, WITHDRAWN
from ...kernel.workflow.records import FOLLOWED, Approval
from ...platform.notifications.interfaces import NotificationRequested
from .interfaces import ENDED, OPEN, PROPOSED, TAKEN_BACK, IReference, Proposal, ProposalEvent
from .making import Making
from .resource import book_of
from .shared import sites_of
from .sources import by_language, digests_of, fields_at, source_of

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...kernel.tree.resources import Described
    from ...kernel.tree.site import Site

SOURCE_GONE = _('Bài gốc đã được gỡ hoặc hết hạn.')
RECALLED = _('Thành phố đã rút bài này.')
#: States of a reference that is carried or will be.
_CARRIED = PUBLIC | {APPROVED, SCHEDULED}


class Following:
    """Lets the references of one source follow it.  ``actor``: principal id of who acts."""

    def __init__(self, registry: Registry, actor: str) -> None:
        self._registry, self._actor = registry, actor
        self._making = Making(registry)
        self._now: datetime.datetime = registry.getUtility(IClock).now()

    def source_changed(self, source: Described, without: IResource | None = None) -> None:
        """End, mark or renew the references of ``source``, as it is public now or is not.

        ``without``: a file that is about to leave it.
        """
        current = digests_of(source, self._registry, without) if is_listed(source) else None
        for reference in references_of(source):
            if current is None:
                self.end(reference)
            else:
                self._follow(source, current, reference)

    def source_removed(self, source: Described) -> None:
        """End the references of ``source``, which is about to leave the tree."""
        for reference in references_of(source):
            self.end(reference)

    def hide(self, source: Described, hidden: bool) -> None:
        """Take the references of ``source`` from lists while its site is suspended."""
        for reference in references_of(source):
            if reference.is_hidden != hidden:
                reference.is_hidden = hidden
                self._making.touch(reference, self._actor)
                for text in reference.translations.values():
                    send(self._registry)(ObjectModified(text, self._actor))

    def end(self, reference: IReference, why: str = str(SOURCE_GONE)) -> None:
        """Let ``reference`` be carried no longer; nothing brings it back but its board."""
        made = cast('Described', reference)
        before, made.state = made.state, WITHDRAWN
        made.review = None
        self._making.mark(reference, None)
        self._making.drop_texts(reference, self._actor)
        send(self._registry)(Transitioned(made, 'withdraw', self._actor, before=before,
                                          after=WITHDRAWN, why=why))
        self._tell(reference, 'crosspost_ended')

    def recall_offers(self, reference: IReference) -> None:
        """End what sites carry, or are asked to, because the city, which has ended ``reference``,
        offered it.
        """
        for each in offered_with(reference):
            self.end(each, str(RECALLED))
        portal = find_portal(reference)
        book = book_of(cast('IPortal', portal))
        for proposal in book.numbered(book.sent, str(portal.__oid__)) if (
                find_site(reference) is portal) else ():
            if proposal.source == reference.source and proposal.state in OPEN:
                book.note(proposal, ProposalEvent(
                    TAKEN_BACK, self._now, self._actor, str(RECALLED)))
                self._tell_asked(proposal, portal)

    def lead(self, reference: IReference) -> None:
        """Let sites that the city has offered it to show what its ``reference`` shows."""
        for each in offered_with(reference):
            if each.digests != reference.digests:
                self._follow_city(each, reference.digests)

    def touch(self, source: Described) -> None:
        """Let the pages of the references of ``source`` be looked at again."""
        for reference in references_of(source):
            self._making.touch(reference, self._actor)

    def _follow(self, source: Described, current: tuple[str, ...],
                reference: IReference) -> None:
        if current == reference.digests:
            if reference.changed_at is not None:
                self._making.mark(reference, None)
                self._making.touch(reference, self._actor)
            return
        if fields_at(source, next(iter(by_language(reference.digests).values()), '')) is None:
            self.end(reference)  # the version that the board approved is kept no longer
        elif self._is_downwards(source, reference):
            self._follow_city(reference, current)
        else:
            self._mark(reference)

    def _follow_city(self, reference: IReference, digests: tuple[str, ...]) -> None:
        self._making.renew(reference, digests, self._actor, (Approval(
            self._actor, self._now, '', FOLLOWED, basis='12.1'),))

    def _mark(self, reference: IReference) -> None:
        """Tell readers and the board that the source says something else."""
        self._making.drop_texts(reference, self._actor)
        reference.asked = (), ()
        if reference.changed_at is None or reference.held is not None:
            self._making.mark(reference, self._now)
            self._tell(reference, 'crosspost_changed')
        self._making.touch(reference, self._actor)

    def _tell(self, reference: IReference, kind: str) -> None:
        """Tell the board that carries ``reference``, as ``kind``."""
        if is_shared(reference):
            if kind == 'crosspost_ended':  # a correction is for the city to accept
                self._tell_all(reference, 'shared_ended')
            return
        board = holders_of(reference, BOARD, self._now)
        send(self._registry)(NotificationRequested(
            reference, board, kind, self._actor, number=reference.number))

    def _tell_all(self, reference: IReference, kind: str) -> None:
        for site in sites_of(reference):
            send(self._registry)(NotificationRequested(
                site, holders_of(site, BOARD, self._now), kind, self._actor,
                number=reference.number))

    def _tell_asked(self, proposal: Proposal, portal: Site) -> None:
        """Tell the board that was asked for ``proposal`` that it was taken back."""
        site = portal.__objectmap__.object_for(int(proposal.to or 0))
        if site is not None:
            send(self._registry)(NotificationRequested(
                site, holders_of(site, BOARD, self._now), 'crosspost_taken_back', self._actor,
                number=proposal.number, site=int(proposal.origin), item=proposal.source))

    @staticmethod
    def _is_downwards(source: Described, reference: IReference) -> bool:
        return find_site(source) is find_portal(source) and (
            is_shared(reference) or find_site(reference) is not find_site(source))


def references_of(source: Described) -> Iterator[IReference]:
    """Yield the references that carry ``source`` or shall do so."""
    portal = cast('IPortal', find_portal(source))
    for oid in list(book_of(portal).references_of(source.__oid__)):
        found = portal.__objectmap__.object_for(oid)
        if IReference.providedBy(found) and cast('Described', found).state in _CARRIED:
            yield found


def showing(image: Described) -> Iterator[Described]:
    """Yield each item that is carried and shows ``image``, or has shown it."""
    portal = find_portal(image)
    if hasattr(image, 'image') and IPortal.providedBy(portal):
        found = map(portal.__objectmap__.object_for, book_of(portal).showing(image.__oid__))
        yield from (source for source in found if source is not None)


def offered_with(reference: IReference) -> Iterator[IReference]:
    """Yield the references of component sites to what the city carries as ``reference`` and has
    offered to them.
    """
    source, portal = source_of(reference), cast('IPortal', find_portal(reference))
    if source is None or find_site(reference) is not portal or is_shared(reference):
        return
    proposals = book_of(portal).proposals
    for each in references_of(source):
        proposal = proposals.get(each.number)
        if each is not reference and proposal is not None and proposal.kind != PROPOSED:
            yield each


def note_end(reference: IReference, registry: Registry, actor: str, why: str) -> None:
    """Let the proposal of ``reference`` know that it is carried no longer."""
    book = book_of(cast('IPortal', find_portal(reference)))
    proposal = book.proposals.get(reference.number)
    if proposal is not None and proposal.state != ENDED:
        now = registry.getUtility(IClock).now()
        book.note(proposal, ProposalEvent(ENDED, now, actor, why))

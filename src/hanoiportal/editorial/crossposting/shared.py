"""What several sites take by their standing rules is held once, in a place that they share: one
proposal, one reference (ADR 103).
"""
from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from ...base.i18n import _
from ...base.interfaces import IPortal, ISite
from ...kernel.tree.events import Action, ObjectModified, send
from ...kernel.tree.lookup import find_portal, find_site
from ...kernel.tree.sharing import (
    SharedPlace,
    get_or_create_place,
    is_shared,
    item_at,
    section_of,
)
from ...kernel.workflow.interfaces import PUBLIC
from ...kernel.workflow.records import BY_RULE
from ...platform.ledger.interfaces import WITHDRAWN, ILedger
from .interfaces import ACCEPTED, ENDED, CannotCrosspost, CarryChoice, ProposalEvent
from .resource import book_of
from .sources import digests_of

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...kernel.tree.resources import Described
    from .interfaces import IReference, Proposal, StandingRule
    from .receiving import Uses
    from .resource import CrosspostBook, KeptProposal

#: Fewer sites than this have a reference each.
LEAST = 2
ENDED_BEFORE = _('Bài này không còn được dẫn ở đây.')


class ProposalAt:
    """A proposal that several sites have accepted, as one of them sees it: see ``Proposal``."""

    def __init__(self, kept: KeptProposal, site: str) -> None:
        self.kept, self.to = kept, site

    def __getattr__(self, name: str) -> object:
        """Return what is the same for all sites."""
        return getattr(self.kept, name)

    @property
    def events(self) -> tuple[ProposalEvent, ...]:
        """See ``Proposal``."""
        actor, decision = self.kept.rules[self.to]
        found = [each._replace(actor=actor, text=decision) if each.kind == ACCEPTED else each
                 for each in self.kept.events]
        own = self.kept.left.get(self.to)
        return tuple(found) if own is None else (*found, own)

    @property
    def state(self) -> str:
        """See ``Proposal``."""
        return self.events[-1].kind


def seen_at(proposal: Proposal, site: ISite) -> Proposal:
    """Return ``proposal`` as ``site`` sees it."""
    name = str(site.__oid__)
    shared = name in getattr(proposal, 'sites', ())
    return cast('Proposal', ProposalAt(cast('KeptProposal', proposal), name)) if (
        shared) else proposal


def reference_at(portal: IPortal, proposal: Proposal, site: ISite) -> Described | None:
    """Return the reference of ``proposal`` as it stands on ``site``, ``None`` if it is gone."""
    found = cast('Described | None', portal.__objectmap__.object_for(proposal.reference))
    if found is None or not is_shared(found):
        return found
    seen = item_at(found, site)  # type: ignore[arg-type]
    return None if is_shared(seen) else seen


def carries(reference: Described, site: ISite) -> bool:
    """Return whether ``reference`` stands on ``site``."""
    place = reference.__parent__
    if isinstance(place, SharedPlace):
        return section_of(place, site) is not None and (
            site.__oid__, reference.__oid__) not in place.left
    return find_site(reference) is site


def sites_of(reference: IReference) -> Iterator[ISite]:
    """Yield each site that still shows ``reference``, of a shared place."""
    place = cast('SharedPlace', reference.__parent__)
    for oid in place.sections:
        site = find_portal(place).__objectmap__.object_for(oid)
        if site is not None and (oid, reference.__oid__) not in place.left:
            yield cast('ISite', site)


def share(kept: KeptProposal, source: Described, rules: Mapping[ISite, StandingRule],
          portal: IPortal, registry: Registry, uses: Uses) -> None:
    """Let the sites of ``rules`` carry ``source`` as one reference, by the proposal ``kept``.
    Raises ``CannotCrosspost``; there is no reference then.
    """
    place = get_or_create_place(
        portal, {site.__oid__: rule.section for site, rule in rules.items()})
    choice = CarryChoice(0, digests_of(source, registry))
    given = [each for rule in rules.values() for each in rule.approvals]
    made = uses.making.make(kept, choice, source, place, uses.naming)
    uses.making.publish(made, choice, uses.deciding, given, uses.publishing, BY_RULE, '12.1')
    kept.sites = tuple(str(site.__oid__) for site in rules)
    kept.choice, kept.reference = choice, made.__oid__
    kept.rules = {str(site.__oid__): (rule.approvals[-1][0], rule.decision)
                  for site, rule in rules.items()}
    uses.telling.note(kept, ACCEPTED, kept.by)
    send(registry)(Action(portal, 'accept_crosspost', kept.by, number=kept.number,
                          sites=' '.join(sorted(str(site.__name__) for site in rules))))


def leave(proposal: Proposal, portal: IPortal, registry: Registry, actor: str, why: str,
          now: datetime.datetime) -> None:
    """Let the site of ``proposal``, as it sees it, carry the shared reference no longer.  Raises
    ``CannotCrosspost``.
    """
    kept, find = cast('ProposalAt', proposal).kept, portal.__objectmap__.object_for
    reference = cast('Described', find(kept.reference))
    site = cast('ISite', find(int(proposal.to)))
    if proposal.state == ENDED or reference is None or reference.state not in PUBLIC:
        raise CannotCrosspost({'': ENDED_BEFORE})
    place = cast('SharedPlace', reference.__parent__)
    place.left |= {(site.__oid__, reference.__oid__)}
    kept.left = {**kept.left, proposal.to: ProposalEvent(ENDED, now, actor, why)}
    ledger: ILedger = registry.getAdapter(portal, ILedger)
    ledger.append(
        WITHDRAWN, now, proposal.to, item=str(reference.__oid__),
        content_type=cast('IReference', reference).source_type,
        section=str(place.sections[site.__oid__]), language=reference.language, author=actor)
    notify = send(registry)
    notify(ObjectModified(reference, actor))
    notify(Action(site, 'end_crosspost', actor, why=why, number=kept.number))


def is_demanded(reference: IReference) -> bool:
    """Return whether the city demands what ``reference`` carries; not what has a last day from
    before such days were refused.
    """
    book = book_of(cast('IPortal', find_portal(reference)))
    proposal: KeptProposal | None = book.proposals.get(reference.number)
    return proposal is not None and proposal.is_demanded and proposal.state == ACCEPTED and (
        cast('Described', reference).expires_at is None)


def sites_left(book: CrosspostBook, source: Described) -> frozenset[str]:
    """Return the sites that have ended that they show ``source`` by their rules: their boards
    decide whether they do so again.
    """
    return frozenset().union(*(
        kept.left for kept in map(book.proposals.__getitem__, book.shared)
        if kept.source == source.__oid__))


def of_sites(kept: KeptProposal) -> list[Proposal]:
    """Return ``kept`` as each of its sites sees it."""
    return [cast('Proposal', ProposalAt(kept, site)) for site in kept.sites] or [kept]


def of_site(proposals: Sequence[KeptProposal], site: str) -> list[Proposal]:
    """Return those of ``proposals`` that ``site`` has accepted with others, as it sees them."""
    return [cast('Proposal', ProposalAt(each, site)) for each in proposals if site in each.sites]

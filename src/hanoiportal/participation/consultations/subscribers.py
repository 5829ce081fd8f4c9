"""What follows when a draft becomes public or goes on: phases, anchors, and news for followers."""
from __future__ import annotations

from typing import cast

from pyramid.registry import Registry

from ...base.interfaces import IClock, IResource
from ...kernel.tree.events import ActionDone, ResourceEvent, send
from ...kernel.tree.lookup import find_site
from ...kernel.tree.resources import Described
from ...platform.ledger.interfaces import ILedger
from .announcing import announce
from .interfaces.drafts import ENACTED, FINAL, MOVED, OPEN, SUMMING, TYPE, IConsultation
from .phases import ACTIONS, move_now
from .publishing import PUBLISHED_COMMENTS

#: What happens to a draft, beside a new text, that its followers are told of.
_NEWS = frozenset({*(ACTIONS[phase] for phase in (OPEN, SUMMING, FINAL, ENACTED)),
                   PUBLISHED_COMMENTS})


def published(event: ResourceEvent) -> None:
    """Open or close by the new days, and tell which provisions are others now."""
    consultation = cast(IConsultation, event.object)
    announce(consultation, send(event.registry))
    move_now(consultation, event.registry)


def gone_on(event: ActionDone) -> None:
    """Write into the ledger that a draft is in another phase, or that comments are public."""
    if event.action not in _NEWS:
        return
    item, registry = cast(Described, event.object), event.registry
    ledger: ILedger = registry.getAdapter(item, ILedger)
    ledger.append(
        MOVED, registry.getUtility(IClock).now(), str(find_site(item).__oid__),
        item=str(item.__oid__), content_type=TYPE, language=item.language, author=event.actor)


def is_consultation(resource: IResource, _registry: Registry) -> bool:
    """Return whether it is a draft on which people comment, or did."""
    return bool(IConsultation.providedBy(resource))

"""What follows when a topic becomes public or goes on: phases, and news for followers."""
from __future__ import annotations

from typing import cast

from pyramid.registry import Registry

from ...base.interfaces import IClock, IResource
from ...kernel.tree.events import ActionDone, ResourceEvent
from ...kernel.tree.lookup import find_site
from ...kernel.tree.resources import Described
from ...platform.ledger.interfaces import ILedger
from .interfaces import CLOSED, MOVED, OPEN, TYPE, IForumTopic
from .phases import ACTIONS, move_now
from .publishing import PUBLISHED_POSTS

#: What happens to a topic, beside a new text, that its followers are told of.
_NEWS = frozenset({ACTIONS[OPEN], ACTIONS[CLOSED], PUBLISHED_POSTS})


def published(event: ResourceEvent) -> None:
    """Open or close by the new days."""
    move_now(cast(IForumTopic, event.object), event.registry)


def gone_on(event: ActionDone) -> None:
    """Write into the ledger that a topic is in another phase, or that posts are public."""
    if event.action not in _NEWS:
        return
    item, registry = cast(Described, event.object), event.registry
    ledger: ILedger = registry.getAdapter(item, ILedger)
    ledger.append(
        MOVED, registry.getUtility(IClock).now(), str(find_site(item).__oid__),
        item=str(item.__oid__), content_type=TYPE, language=item.language, author=event.actor)


def is_topic(resource: IResource, _registry: Registry) -> bool:
    """Return whether it is a topic of the forum."""
    return bool(IForumTopic.providedBy(resource))

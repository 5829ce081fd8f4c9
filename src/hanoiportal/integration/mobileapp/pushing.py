"""What becomes a push message to one person's devices: names that say of what, and nothing else.

The message is made when it is sent, of what is there then, see ``receiver``.
"""
from __future__ import annotations

from typing import TYPE_CHECKING

from ...kernel.tree.lookup import find_portal
from ...participation.cases.interfaces import (
    ANSWERED,
    FORWARDED,
    NOTICED,
    OUT_OF_SCOPE,
    REOPENED,
    ICaseChanged,
    told_kind,
)
from ...platform.subscriptions.interfaces import BY_MAIL, IChannel, ISubscriber, Piece
from ..deliveries.interfaces.own import IOwnConnections
from .interfaces import CASE, RECEIVER, SUBSCRIPTION, IAppDevices

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal
    from ...platform.scheduling.interfaces import IEnvironment

#: Names of messages begin with one of these; a number follows, and of one piece of news its item.
OF_CASE, OF_SUBSCRIBER = 'hs', 'td'
_TOLD = frozenset({ANSWERED, FORWARDED, NOTICED, OUT_OF_SCOPE, REOPENED})


def push_changed(registry: Registry, event: ICaseChanged) -> None:
    """Have a message sent to the devices that are told of a case."""
    if told_kind(event.event) in _TOLD:
        _push(registry, find_portal(event.portal), CASE, event.case.number,
              f'{OF_CASE}-{event.case.number}')


def tell_by_app(environment: IEnvironment, subscriber: ISubscriber,
                pieces: tuple[Piece, ...]) -> None:
    """Channel: one message of all ``pieces``; a mail, if no device is reached."""
    what = f'-{pieces[0].item}' if len(pieces) == 1 else ''
    if not _push(environment.registry, environment.portal, SUBSCRIPTION, subscriber.number,
                 f'{OF_SUBSCRIBER}-{subscriber.number}{what}'):
        environment.registry.getUtility(IChannel, name=BY_MAIL).tell(
            environment, subscriber, pieces)


def _push(registry: Registry, portal: IPortal, kind: str, target: int, name: str) -> bool:
    """Let a message called ``name`` wait if any device is told of that; return whether."""
    own: IOwnConnections = registry.getAdapter(portal, IOwnConnections)
    devices: IAppDevices = registry.getAdapter(portal, IAppDevices)
    noted = [own.note(each.number, name) for each in own.all(RECEIVER)
             if each.is_on and devices.told_of(kind, target)]
    return any(noted)

"""Reactions: whatever happens to a resource is told to the log; nobody has to think of it."""
from pyramid.threadlocal import get_current_request

from ...base.interfaces import IClock, IPortal
from ...kernel.tree.events import (
    IDeed,
    IObjectPublished,
    subscribe_added,
    subscribe_modified,
    subscribe_will_be_removed,
)
from ...kernel.tree.lookup import find_portal
from .pending import pending_on
from .places import ledger_of, logged_path
from .services import tell
from .telling import ADD, EDIT, MOVE, PUBLISH, REMOVE

#: Who acts when nobody has logged in: a command, or the portal by itself.
SYSTEM = 'system'


class subscribe_deed(subscribe_modified):
    """Decorator: subscriber to deeds that are told by name."""

    event = IDeed


@subscribe_deed()
def deed_told(event):
    """Record a deed with its reasons."""
    tell(event, event.registry)


@subscribe_added()
def added(event):
    _see(event, MOVE if event.moving else ADD)


@subscribe_modified()
def modified(event):
    _see(event, PUBLISH if IObjectPublished.providedBy(event) else EDIT)


@subscribe_will_be_removed()
def removed(event):
    """Record a removal; what moves is told when it has arrived."""
    if not event.moving:
        _see(event, REMOVE, logged_path(event.object))


def _see(event, deed, path=None):
    resource = event.object
    portal = find_portal(resource)
    if not IPortal.providedBy(portal):
        return
    now = event.registry.getUtility(IClock).now()
    pending_on(portal, event.registry).see(
        ledger_of(resource).__oid__, getattr(event, 'actor', None) or _asker(), deed,
        resource.__oid__, now, path)


def _asker():
    """Return the principal id of whose request this is."""
    request = get_current_request()
    return getattr(request, 'authenticated_userid', None) or SYSTEM

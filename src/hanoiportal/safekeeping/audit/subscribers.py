"""Reactions: whatever happens to a resource is told to the log; nobody has to think of it.

What moves sends an ``Action`` that says why, and what a ``Change`` has changed is told by its
name.
"""
from ...base.interfaces import IClock, IPortal
from ...kernel.tree.events import SYSTEM, IAction, IObjectPublished
from ...kernel.tree.lookup import find_portal
from .pending import pending_on
from .places import ledger_of, logged_path
from .services import tell
from .telling import ADD, EDIT, PUBLISH, REMOVE


def action_done(event):
    """Record an action with its reasons."""
    tell(event, event.registry)


def added(event):
    """Record what was added."""
    if not event.moving:
        _see(event, ADD)


def edited(event):
    """Record an edit that no action tells of."""
    if not IAction.providedBy(event) and not IObjectPublished.providedBy(event):
        _see(event, EDIT)


def published(event):
    """Record that something is public, but for the step of that name, which is an action."""
    if getattr(event, 'action', '') != PUBLISH:
        _see(event, PUBLISH)


def removed(event):
    """Record a removal."""
    if not event.moving:
        _see(event, REMOVE, logged_path(event.object))


def _see(event, action, path=None):
    resource = event.object
    portal = find_portal(resource)
    if not IPortal.providedBy(portal):
        return
    now = event.registry.getUtility(IClock).now()
    pending_on(portal, event.registry).see(
        ledger_of(resource).__oid__, getattr(event, 'actor', SYSTEM), action,
        resource.__oid__, now, path)

"""Noting which addresses public resources leave, at the moment at which they cease to be there."""
from pyramid.location import lineage

from ...base.interfaces import IInternal, IItem
from ...kernel.tree.lookup import find_portal, path_of, walk
from ...kernel.workflow.interfaces import PUBLIC
from ..recyclebin.interfaces import IRecycleBin
from .resource import left_on, of_site

_WITHDRAW = 'withdraw'


def leave_addresses(event):
    """Note the public addresses that go: they lead to the new ones, or say that it is gone.

    What is laid into the bin may come back as if it had never been away.
    """
    for left, path, resource in _public_below(event.object):
        leave = left.lay_away if IRecycleBin.providedBy(event.moving) else left.leave
        leave(path, resource.__oid__)


def take_back_addresses(event):
    """Let what comes from the bin stand at its address as before."""
    if IRecycleBin.providedBy(event.moving):
        for left, path, resource in _public_below(event.object):
            left.take_back(path, resource.__oid__)


def leave_when_withdrawn(event):
    """Note the addresses of what is withdrawn: whatever becomes of it, something was there."""
    if event.action == _WITHDRAW and event.object.state not in PUBLIC:
        for left, path, each in _public_below(event.object, withdrawn=event.object):
            left.leave(path, each.__oid__)


def _public_below(resource, withdrawn=None):
    """Yield ``(Left, path on its site, resource)`` of ``resource`` and all below it that is
    public, or was before ``withdrawn`` ceased to be.
    """
    portal = find_portal(resource)
    for each in walk(resource):
        if all(_is_open(place) or place is withdrawn for place in lineage(each)):
            label, path = of_site(path_of(each))
            yield left_on(portal, label), path, each


def _is_open(place):
    return place.state in PUBLIC if IItem.providedBy(place) else not IInternal.providedBy(place)

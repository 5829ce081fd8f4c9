"""Noting which addresses public resources leave."""
from pyramid.location import lineage

from ..interfaces import IInternal, IItem
from ..recyclebin.interfaces import IRecycleBin
from ..tree.events import subscribe_added, subscribe_modified, subscribe_will_be_removed
from ..tree.lookup import find_portal, path_of, walk
from ..workflow.interfaces import GONE, PUBLIC
from .resource import left_on, of_site

SEEN = PUBLIC | GONE


def was_seen(resource):
    """Return whether visitors have read ``resource`` where it stands, or are told it is gone."""
    return all(
        not IInternal.providedBy(place) and (not IItem.providedBy(place) or place.state in SEEN)
        for place in lineage(resource))


def _seen_below(resource):
    """Yield ``(Left, path on its site, resource)`` of each that was seen, parents first."""
    portal = find_portal(resource)
    for each in walk(resource):
        if was_seen(each):
            label, path = of_site(path_of(each))
            yield left_on(portal, label), path, each


@subscribe_will_be_removed()
def leave_addresses(event):
    """Note the addresses that go: they will lead to the new ones, or say that nothing is left.

    What is laid into the bin may come back as if it had never been away.
    """
    for left, path, resource in _seen_below(event.object):
        if IRecycleBin.providedBy(event.moving):
            left.lay_away(path, resource.__oid__)
        else:
            left.leave(path, resource.__oid__)


@subscribe_added()
def take_back_addresses(event):
    """Let what comes from the bin stand at its address as before."""
    if IRecycleBin.providedBy(event.moving):
        for left, path, resource in _seen_below(event.object):
            left.take_back(path, resource.__oid__)


@subscribe_modified(obj=IItem)
def leave_when_withdrawn(event):
    """Note the addresses of what was withdrawn: whatever becomes of it, something was there."""
    if event.object.state in GONE:
        for left, path, resource in _seen_below(event.object):
            if left.entries.get(path, ())[-1:] != (resource.__oid__,):
                left.leave(path, resource.__oid__)


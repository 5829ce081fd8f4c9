"""Keeping the indexes in step with the tree."""
from pyramid.events import subscriber
from zope.interface import Interface

from ...base.interfaces import IItem, ITranslation
from ...kernel.tree.events import (
    IWorkEnded,
    subscribe_added,
    subscribe_modified,
    subscribe_will_be_removed,
)
from ...kernel.tree.lookup import find_portal, walk
from .services import index, unindex


@subscribe_added()
def index_added(event):
    """Index what was added, and all below it."""
    for resource in walk(event.object):
        if IItem.providedBy(resource):
            index(resource, event.registry)


@subscribe_modified(obj=IItem)
def index_modified(event):
    """Index an item anew, and its parts, which are only as public as it is."""
    for resource in walk(event.object):
        index(resource, event.registry)


@subscribe_modified(obj=ITranslation)
def index_translation(event):
    """Index a translation's item; its section or site is not in the catalog."""
    if IItem.providedBy(event.object.__parent__):
        index(event.object.__parent__, event.registry)


@subscribe_will_be_removed()
def unindex_removed(event):
    for resource in walk(event.object):
        if IItem.providedBy(resource):
            unindex(resource)


@subscriber((IWorkEnded, Interface))
def unindex_work(event, working):
    """Forget a working version that is thrown away, or is its document now."""
    find_portal(working).indexes.unindex(working.__oid__)

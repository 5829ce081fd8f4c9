"""Keeping the index in step with the tree."""
from pyramid.events import subscriber
from zope.interface import Interface

from ...base.interfaces import IItem, ITranslation
from ...kernel.tree.events import (
    IWorkEnded,
    subscribe_added,
    subscribe_modified,
    subscribe_will_be_removed,
)
from ...kernel.tree.lookup import find_site, walk
from .indexing import forget, index, unindex


@subscribe_added()
def index_added(event):
    """Index what was added, and all below it."""
    for resource in walk(event.object):
        if IItem.providedBy(resource):
            index(resource, event.registry)


@subscribe_modified(obj=IItem)
def index_modified(event):
    """Index an item anew; also because it has become public."""
    index(event.object, event.registry)


@subscribe_modified(obj=ITranslation)
def index_translation(event):
    """Index a translation's item anew; sections and sites lead nowhere."""
    if IItem.providedBy(event.object.__parent__):
        index(event.object.__parent__, event.registry)


@subscribe_will_be_removed()
def unindex_removed(event):
    """Forget what goes, and all below it."""
    for resource in walk(event.object):
        if IItem.providedBy(resource):
            unindex(resource)


@subscriber((IWorkEnded, Interface))
def forget_work(event, version):
    """Forget a version that is not worked on any more."""
    forget(find_site(version), version)

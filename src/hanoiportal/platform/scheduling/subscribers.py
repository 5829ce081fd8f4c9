"""Keeping the index of due moments in step with the documents."""
from ...base.interfaces import IItem, ITranslation, IWorkingVersion
from ...kernel.tree.events import subscribe_added, subscribe_modified, subscribe_will_be_removed
from ...kernel.tree.lookup import walk
from .interfaces import IDue
from .resource import keep_dues


@subscribe_added()
def added(event):
    """Keep what all below waits for: it may come back with its times (recycle bin, import)."""
    for document in documents(event.object):
        refresh(event.registry, document)


@subscribe_modified()
def changed(event):
    """Keep what the document waits for now."""
    refresh(event.registry, event.object)


def deed_done(event):
    """Keep what the document of a deed waits for now."""
    refresh(event.registry, event.object)


@subscribe_will_be_removed()
def removed(event):
    """Forget what all below has waited for."""
    for document in documents(event.object):
        keep_dues(document, ())


def documents(place):
    """Yield each item at or below ``place``, and each translation there."""
    for resource in walk(place):
        if IItem.providedBy(resource):
            yield resource
            yield from resource.translations.values()


def refresh(registry, resource):
    """Ask every kind of due moment about ``resource``; nothing but documents has any."""
    if IWorkingVersion.providedBy(resource):
        resource = resource.__parent__
    if IItem.providedBy(resource) or ITranslation.providedBy(resource):
        keep_dues(resource, [
            (moment, kind) for kind, due in registry.getUtilitiesFor(IDue)
            for moment in due.moments(resource)])

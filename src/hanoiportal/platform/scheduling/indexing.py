"""Keeping the index of due moments in step with the documents."""
from pyramid.registry import Registry

from ...base.interfaces import IItem, IResource
from .interfaces import IDue
from .resource import keep_dues


def index(item: IItem, registry: Registry) -> None:
    """Keep what ``item`` and its translations wait for now."""
    for document in (item, *item.translations.values()):
        refresh(document, registry)


def refresh(document: IResource, registry: Registry) -> None:
    """Ask every kind of due moment about ``document``, an item or a translation of one."""
    keep_dues(document, [
        (moment, kind) for kind, due in registry.getUtilitiesFor(IDue)
        for moment in due.moments(document)])


def unindex(item: IItem) -> None:
    """Forget what ``item`` and its translations have waited for."""
    for document in (item, *item.translations.values()):
        keep_dues(document, ())

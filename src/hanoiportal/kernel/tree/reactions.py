"""How features react to what happens to resources: by one directive, in one stated order."""
from collections.abc import Callable, Iterator
from enum import IntEnum
from functools import partial

from pyramid.config import Configurator
from pyramid.registry import Registry
from zope.interface import Interface
from zope.interface.interface import InterfaceClass

from ...base.interfaces import IItem, IResource, ITranslation, IWorkingVersion
from .events import (
    IObjectAdded,
    IObjectModified,
    IObjectWillBeRemoved,
    IWorkEnded,
    ResourceEvent,
)
from .lookup import walk

#: Events of folders, which name the folder besides the resource.
_OF_FOLDERS = (IObjectAdded, IObjectWillBeRemoved)


class Order(IntEnum):
    """When a feature hears of an event; each sees what those before it have written.

    Features of one rank hear of it in the order in which the application includes them.
    """

    DOCUMENT = 10   # what follows in the resource itself: files, translations, tasks, sets
    ADDRESSES = 20  # which addresses it leaves
    INDEXES = 30    # how it is found, and what it leads to
    SCHEDULE = 40   # what it waits for
    LOG = 50        # who did it
    NOTICES = 60    # whom it concerns


def add_reaction(
        config: Configurator, react: Callable[[ResourceEvent], None], event: InterfaceClass, *,
        order: Order, obj: InterfaceClass = Interface) -> None:
    """Directive: let ``react(event)`` be called with each ``event`` about an ``obj``.

    ``event``: an interface of ``tree.events``; the event has the ``registry`` as an attribute.
    """
    registry = config.registry

    def heard(happened: ResourceEvent, resource: IResource, *_folder: object) -> None:
        if event.providedBy(happened) and obj.providedBy(resource):
            happened.registry = registry
            react(happened)

    # All are registered for anything, since zope.interface calls the more general ones first.
    required = (Interface,) * (3 if event in _OF_FOLDERS else 2)
    config.action(None, registry.registerHandler, (heard, required), order=order)


def on_document_change(
        config: Configurator, index: Callable[[IItem, Registry], None],
        unindex: Callable[[IItem], None], *, order: Order,
        forget: Callable[[IWorkingVersion], None] | None = None) -> None:
    """Directive: let an index of items follow the tree.

    ``index(item, registry)``: called with each item that was added or changed in any of its
    texts, and with its parts, which are only as public as it is.  ``unindex(item)``: with each
    that goes.  ``forget(version)``: with a working version that is put in place or thrown away.
    """
    followed = _Followed(index, unindex)
    react = partial(add_reaction, config, order=order)
    react(followed.added, IObjectAdded)
    react(followed.changed, IObjectModified)
    react(followed.removed, IObjectWillBeRemoved)
    if forget is not None:
        # The object of an IWorkEnded is a working version.
        react(lambda event: forget(event.object), IWorkEnded)  # type: ignore[arg-type]


class _Followed:
    """The tree, as one index follows it."""

    def __init__(self, index: Callable[[IItem, Registry], None],
                 unindex: Callable[[IItem], None]) -> None:
        self._index, self._unindex = index, unindex

    def added(self, event: ResourceEvent) -> None:
        """Index what was added, and all below it."""
        self._index_all(event.object, event.registry)

    def changed(self, event: ResourceEvent) -> None:
        """Index the item, with its parts if it is its own text that has changed."""
        document: IResource | None = event.object
        if IWorkingVersion.providedBy(document):
            document = document.__parent__
        if IItem.providedBy(document):
            self._index_all(document, event.registry)
        elif ITranslation.providedBy(document) and IItem.providedBy(document.__parent__):
            self._index(document.__parent__, event.registry)

    def removed(self, event: ResourceEvent) -> None:
        """Forget what goes, and all below it."""
        for item in _items(event.object):
            self._unindex(item)

    def _index_all(self, resource: IResource, registry: Registry) -> None:
        for item in _items(resource):
            self._index(item, registry)


def _items(resource: IResource) -> Iterator[IItem]:
    """Yield each item at or below ``resource``."""
    return (each for each in walk(resource) if IItem.providedBy(each))

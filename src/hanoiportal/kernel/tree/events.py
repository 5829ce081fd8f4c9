"""The vocabulary of what happens to resources; features hear of it by ``config.add_reaction``.

Adding and removing are substanced's own events, sent by folders.
"""
from collections.abc import Callable, Sequence
from typing import Protocol

from pyramid.registry import Registry
from substanced.interfaces import IObjectAdded, IObjectModified, IObjectWillBeRemoved
from zope.interface import Attribute, Interface, implementer

from ...base.interfaces import IResource

__all__ = [
    'SYSTEM',
    'Action',
    'ActionDone',
    'Change',
    'IAction',
    'IInnerAction',
    'IObjectAdded',
    'IObjectModified',
    'IObjectPublished',
    'IObjectWillBeRemoved',
    'IPublishedWith',
    'ITransitioned',
    'IWorkEnded',
    'InnerAction',
    'ObjectModified',
    'ObjectPublished',
    'PublishedByStep',
    'PublishedWith',
    'ResourceEvent',
    'Send',
    'Sent',
    'StepTaken',
    'Transitioned',
    'WorkEnded',
    'acting',
    'send',
]

#: Who acts where nobody has logged in: a command, or the portal by itself.
SYSTEM = 'system'


class Sent(Protocol):
    """Any event as it is sent.  ``object``: what it is about."""

    object: IResource


class ResourceEvent(Sent, Protocol):
    """Any event as it is heard.  ``registry``: put there by the directive.

    ``actor``: principal id; events of a folder that was not told who acts have none.
    """

    registry: Registry
    actor: str


class StepTaken(ResourceEvent, Protocol):
    """An ``ITransitioned`` as it is heard.  ``action``: name of the step."""

    action: str


class ActionDone(ResourceEvent, Protocol):
    """An ``IAction`` as it is heard.  ``action``: its name.  ``details``: what else it tells."""

    action: str
    details: dict[str, str | int | None]


#: Tells the subscribers of an event.
Send = Callable[[Sent], None]


def send(registry: Registry) -> Send:
    """Return what tells the subscribers to events of resources."""
    def tell(event: Sent) -> None:
        registry.subscribers((event, event.object), None)

    return tell


class _Acting:
    """A registry, for folders, that says of each event who acts."""

    def __init__(self, registry: Registry, actor: str) -> None:
        self._registry, self._actor = registry, actor

    def subscribers(self, required: Sequence[ResourceEvent],
                    provided: None) -> None:
        """Tell the subscribers of the registry, see ``zope.interface``."""
        required[0].actor = self._actor
        self._registry.subscribers(required, provided)


def acting(registry: Registry, actor: str) -> _Acting:
    """Return the ``registry`` for a folder, whose events then have ``actor``, a principal id."""
    return _Acting(registry, actor)


@implementer(IObjectModified)
class ObjectModified:
    """What a resource holds has been changed by ``actor``, a principal id."""

    def __init__(self, object: IResource, actor: str = SYSTEM) -> None:
        self.object = object
        self.actor = actor


class IObjectPublished(IObjectModified):
    """A resource has become public, or public again."""

    actor = Attribute('principal id of who made it public')


@implementer(IObjectPublished)  # type: ignore[misc]  # its base in substanced has no types
class ObjectPublished(ObjectModified):
    """It has become so by no step of the workflow: at its time, or brought by an import."""


class IPublishedWith(IObjectPublished):
    """It has become so as a part of another document, which is told of itself."""


@implementer(IPublishedWith)  # type: ignore[misc]  # its base in substanced has no types
class PublishedWith(ObjectPublished):
    """See ``IPublishedWith``."""


class IWorkEnded(Interface):
    """A working version is being thrown away or has been put in place of its document."""

    object = Attribute('the working version; it still has its object id')


@implementer(IWorkEnded)
class WorkEnded:
    """See ``IWorkEnded``."""

    def __init__(self, object: IResource) -> None:
        self.object = object


class IAction(Interface):
    """Somebody has done something that the log of actions tells of by a name of its own.

    Sent with ``send(registry)(Action(...))`` by whoever does it, in the transaction of the action
    and after it is done.  That something was added, edited or removed is told by those events.
    """

    object = Attribute('the resource it was done to; it stands in the tree')
    action = Attribute('name of a row of ``config/hanoi/actions.csv``')
    actor = Attribute('principal id of who did it, never a log-in name')
    before = Attribute('digest or state of what it was, ``str``; empty if that says nothing')
    after = Attribute('digest or state of what it is now, ``str``')
    why = Attribute('note, ground or basis, ``str``; no text of what is not public')
    details = Attribute('further ``{str: str, int, bool or None}``')


@implementer(IAction)
class Action:
    """See ``IAction``."""

    def __init__(self, object: IResource, action: str, actor: str, before: str = '',
                 after: str = '', why: str = '', **details: str | int | None) -> None:
        self.object = object
        self.action = action
        self.actor = actor
        self.before = before
        self.after = after
        self.why = why
        self.details = details


class IInnerAction(IAction):
    """An action on what lives in ``interactions``, at a place of the tree: it is told there, and
    writes nothing into ``content``.
    """


@implementer(IInnerAction)
class InnerAction(Action):
    """See ``IInnerAction``."""


@implementer(IObjectModified)
class Change(Action):
    """An ``Action`` after which indexes know something else of the resource, or it waits for
    something else.
    """


class ITransitioned(IAction, IObjectModified):
    """A step of the workflow was taken: ``action`` is its name, ``before`` and ``after`` are the
    states that the record of the work has.
    """


@implementer(ITransitioned)
class Transitioned(Change):
    """See ``ITransitioned``."""


@implementer(IObjectPublished)  # type: ignore[misc]  # its base in substanced has no types
class PublishedByStep(Transitioned):
    """A step of the workflow was taken, by which the document is public now."""

"""The vocabulary of what happens to resources; subscribers declare ``subscribe_…`` of it.

Adding and removing are substanced's own events, sent by folders.
"""
from substanced.event import (
    ObjectModified,
    subscribe_added,
    subscribe_modified,
    subscribe_will_be_removed,
)
from substanced.interfaces import IObjectModified
from zope.interface import Attribute, implementer

__all__ = [
    'IObjectPublished',
    'ObjectModified',
    'ObjectPublished',
    'send',
    'subscribe_added',
    'subscribe_modified',
    'subscribe_will_be_removed',
]


def send(registry):
    """Return callable(event) that tells the subscribers to events of resources."""
    return lambda event: registry.subscribers((event, event.object), None)


class IObjectPublished(IObjectModified):
    """A resource has become public, or public again."""

    actor = Attribute('principal id of who made it public')


@implementer(IObjectPublished)
class ObjectPublished(ObjectModified):
    """See ``IObjectPublished``."""

    def __init__(self, object, actor):
        super().__init__(object)
        self.actor = actor

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
from zope.interface import Attribute, Interface, implementer

__all__ = [
    'Deed',
    'IDeed',
    'IObjectPublished',
    'ObjectModified',
    'ObjectPublished',
    'WorkEnded',
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


class IWorkEnded(Interface):
    """A working version is being thrown away or has been put in place of its document."""

    object = Attribute('the working version; it still has its object id')


@implementer(IWorkEnded)
class WorkEnded:
    """See ``IWorkEnded``."""

    def __init__(self, object):
        self.object = object


class IDeed(Interface):
    """Somebody has done something that the log of deeds must tell of (Nhật ký, feature "Audit").

    Sent with ``send(registry)(Deed(...))`` by whoever does it, in the transaction of the deed.
    That something was added, changed, removed or made public is told by those events themselves.
    """

    object = Attribute('the resource it was done to; it stands in the tree')
    deed = Attribute('name of a row of ``config/hanoi/deeds.csv``')
    actor = Attribute('principal id of who did it, never a log-in name')
    before = Attribute('digest or state of what it was, ``str``; empty if that says nothing')
    after = Attribute('digest or state of what it is now, ``str``')
    why = Attribute('note, ground or basis, ``str``; no text of what is not public')
    details = Attribute('further ``{str: str, int, bool or None}``')


@implementer(IDeed)
class Deed:
    """See ``IDeed``."""

    def __init__(self, object, deed, actor, before='', after='', why='', **details):
        self.object = object
        self.deed = deed
        self.actor = actor
        self.before = before
        self.after = after
        self.why = why
        self.details = details

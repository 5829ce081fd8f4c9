"""What a resource was before a change.  Renaming this module needs an upgrade step."""
from persistent import Persistent
from persistent.list import PersistentList


class Version(Persistent):
    """Phiên bản: the fields of a resource as they were until ``until``.

    ``number``: from 1.  ``until``: aware UTC ``datetime`` of the change that ended it.
    ``actor``: principal id of who made that change, ``note`` what they said of it.
    """

    def __init__(self, number, values, state, until, actor, note=''):
        self.number = number
        self.values = values
        self.state = state
        self.until = until
        self.actor = actor
        self.note = note


def remember(resource, values, until, actor, note=''):
    """Append the present ``values`` of ``resource`` to its history and return the ``Version``."""
    return append(resource, values, resource.state, until, actor, note)


def append(resource, values, state, until, actor, note):
    """Append what ``resource`` was to its history and return the ``Version``."""
    version = Version(len(resource.history) + 1, values, state, until, actor, note)
    if not resource.history:
        resource.history = PersistentList()
    resource.history.append(version)
    return version

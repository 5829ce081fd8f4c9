"""What a resource was, and what it shall be.  Renaming this module needs an upgrade step."""
from persistent import Persistent
from persistent.list import PersistentList
from zope.interface import implementer

from ...base.interfaces import IWorkingVersion
from ...kernel.tree.interfaces import NOTHING
from ...kernel.tree.resources import InWork
from ...kernel.workflow.interfaces import DRAFT


class Version(Persistent):
    """Phiên bản: the fields of a resource as they were until ``until``.

    ``number``: from 1.  ``until``: aware UTC ``datetime`` of the change that ended it.
    ``actor``: principal id of who made that change, ``note`` what they said of it.
    ``approvals``: by which it was public, if it was; ``review``: the record of the work on it, if
    it was public or thrown away.
    ``begun_by``: principal id of who began the working version that it was, ``None`` for a version
    of the document itself.
    """

    approvals = ()
    review = begun_by = None

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


@implementer(IWorkingVersion)
class WorkingVersion(InWork, Persistent):
    """Bản đang sửa: what shall take the place of its ``__parent__``, a public document.

    ``fields``: ``{field: value}``, all of them; each can be read as an attribute, and so can
    what the document says of itself besides.  It is never public: publishing it puts its fields
    into the document.  It has an object id, a state and a catalog entry of its own (ADR 6).
    """

    __name__ = 'working'
    state = DRAFT
    is_public = False
    translations = local_roles = NOTHING
    history = ()
    modified_at = None

    def __init__(self, document, fields, created_at, created_by):
        self.__parent__ = document
        self.fields = fields
        self.created_at = created_at
        self.created_by = created_by

    def __getattr__(self, name):
        if name.startswith('_') or name == 'fields':
            raise AttributeError(name)
        if name in self.fields:
            return self.fields[name]
        return getattr(self.__parent__, name)

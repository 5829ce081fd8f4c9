"""Bases of everything in the tree.  Renaming this module needs an upgrade step."""

from persistent import Persistent
from persistent.mapping import PersistentMapping
from substanced.folder import Folder as SubstancedFolder
from substanced.util import wrap_if_broken
from zope.interface import implementer

from ...base.i18n import DEFAULT
from ...base.interfaces import IContainer, IInternal, IItem, IResource, ITranslation
from ..workflow.interfaces import DRAFT, PUBLIC, PUBLISHED
from .interfaces import NOTHING
from .names import check_name


class InWork:
    """What an item, a translation or a working version says of the work on it.

    ``working``: the ``versions.WorkingVersion`` that shall take its place, or ``None``.
    ``review``: the ``workflow.Review`` of the work that is going on, or ``None``.
    ``approvals``: each ``workflow.Approval`` by which it is public, ``concluded`` the ``Review``.
    ``expires_at``: aware UTC ``datetime`` from which it is archived, or ``None``.
    ``changes``: ``(aware UTC datetime, note)`` of each major change that readers are told of.
    ``moved_to``: object id of what took the place of what was withdrawn, or ``None``.
    """

    __oid__: int
    working = review = concluded = None
    approvals = changes = ()
    expires_at = moved_to = None


class Described(InWork):
    """What every resource says of itself; absent attributes cost no byte in the database.

    ``published_at``, ``updated_at``, ``modified_at``, ``created_at``: aware UTC ``datetime`` or
    ``None``; the first two are what readers are shown.
    ``local_roles``: ``{principal id: {role: Grant}}``, see ``authorization.grants``.
    ``translations``: ``{language tag: Translation}``.
    """

    title = ''
    summary = ''
    created_at = None
    created_by = None
    modified_at = None
    published_at = None
    updated_at = None
    local_roles = NOTHING
    translations = NOTHING
    history = ()

    def __init__(self, **values):
        super().__init__()
        for name, value in values.items():
            setattr(self, name, value)

    @property
    def language(self):
        return DEFAULT

    @property
    def is_public(self):
        """Whether anybody may read it: it is public, and so is the item that it is a part of."""
        place = self.__parent__
        return self.state in PUBLIC and (not IItem.providedBy(place) or place.is_public)

    def add_translation(self, translation):
        """Keep ``translation`` under its language tag, in place of an older one."""
        if self.translations is NOTHING:
            self.translations = PersistentMapping()
        translation.__parent__ = self
        self.translations[translation.language] = translation


@implementer(IContainer)
class Folder(Described, SubstancedFolder):
    """A place for resources.  Its names are URL segments; it is as public as its site."""

    reserved = frozenset()
    state = PUBLISHED
    #: Names of the content types that may be added here.
    allowed_types = ()

    def __getitem__(self, name):
        """Return the child called ``name``.  Raises ``KeyError``.

        substanced does the same, and tells a statistics server how long each look has taken.
        """
        return wrap_if_broken(self.data[name])

    def get(self, name, default=None):
        """Return the child called ``name``, else ``default``."""
        return wrap_if_broken(self.data.get(name, default))

    def check_name(self, name, reserved_names=()):
        check_name(name, self.reserved | frozenset(reserved_names))
        return super().check_name(name)

    def rename(self, oldname, newname, registry=None):
        """Let a child stand under another name, in the same place of the order."""
        order = self._order
        super().rename(oldname, newname, registry)
        if order is not None:
            self.set_order([newname if name == oldname else name for name in order])


@implementer(IItem)
class Item(Described, Persistent):
    """One piece of information without parts of its own."""

    __name__ = None
    __parent__ = None
    state = DRAFT


@implementer(IItem)
class FolderishItem(Folder):
    """One piece of information that carries files of its own."""

    state = DRAFT
    allowed_types = ('File', 'Image')

    @property
    def has_files(self):
        """Whether files are attached; a version in work says the same."""
        return bool(len(self))


@implementer(ITranslation)
class Translation(InWork, Persistent):
    """Bản dịch: the translatable fields of a resource in ``language``, a BCP 47 tag.

    It has a state and a catalog entry of its own (ADR 2).
    """

    __parent__ = None
    state = DRAFT
    title = ''
    summary = ''
    created_at = None
    created_by = None
    modified_at = None
    published_at = None
    updated_at = None
    translator = ''
    translations = NOTHING
    history = ()
    local_roles = NOTHING

    def __init__(self, language, **values):
        self.language = language
        for name, value in values.items():
            setattr(self, name, value)

    @property
    def __name__(self):
        return self.language

    @property
    def is_public(self):
        """Whether both the translation and what it translates are public."""
        return self.state in PUBLIC and self.__parent__.is_public


@implementer(IInternal, IResource)
class MountPoint(Persistent):
    """A place in the tree whose children live in another database (ADR 1).

    Only ids, never persistent references, cross between databases.
    """

    __name__ = None
    __parent__ = None
    state = PUBLISHED
    local_roles = translations = NOTHING

    def __init__(self, database, title):
        self.database = database
        self.title = title

    def mounted(self):
        """Return the root mapping of the other database, in this connection's transaction."""
        return self._p_jar.get_connection(self.database).root()

    def __getitem__(self, name):
        return self.mounted()[name]

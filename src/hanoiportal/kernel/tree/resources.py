"""Bases of everything in the tree.  Renaming this module needs an upgrade step."""
from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

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

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping, MutableMapping, Sequence

    from pyramid.registry import Registry

    from ..workflow.interfaces import Approval, Review


class InWork:
    """What an item, a translation or a working version says of the work on it.

    ``working``: the ``versions.WorkingVersion`` that shall take its place.
    ``review``: that of the work that is going on.
    ``approvals``: those by which it is public; ``concluded``: the ``Review`` that led to them.
    ``expires_at``: from when it is archived, aware UTC.
    ``changes``: aware UTC and note of each major change that readers are told of.
    ``moved_to``: object id of what took the place of what was withdrawn.
    ``crossposted``: whether another site has ever carried it, see ``crossposting``.
    ``counted``: whether the ledger counts it as public.  ``told_dates``: name and value of each
    date that the ledger knows, ``told_comments``: how many public comments, see ``content_type``.
    ``told_active``: of a site, whether the ledger knows it as one that shows its content.
    """

    __oid__: int
    working: Described | None = None
    review: Review | None = None
    concluded: Review | None = None
    approvals: Sequence[Approval] = ()
    changes: Sequence[tuple[datetime.datetime, str]] = ()
    expires_at: datetime.datetime | None = None
    moved_to: int | None = None
    counted = crossposted = False
    told_dates: Sequence[tuple[str, datetime.date | None]] = ()
    told_comments = 0
    told_active: bool | None = None


@implementer(IResource)
class Described(InWork):
    """What every resource says of itself; absent attributes cost no byte in the database.

    ``published_at``, ``updated_at``, ``modified_at``, ``created_at``: aware UTC; the first two are
    what readers are shown.  ``created_by``: principal id.
    ``local_roles``: ``{principal id: {role: Grant}}``, see ``authorization.grants``.
    ``translations``: by language tag.  ``history``: each ``versions.Version``, oldest first.
    """

    __name__: str | None
    __parent__: IResource | None
    state: str
    title = ''
    summary = ''
    created_at: datetime.datetime | None = None
    created_by: str | None = None
    modified_at: datetime.datetime | None = None
    published_at: datetime.datetime | None = None
    updated_at: datetime.datetime | None = None
    local_roles: Mapping[str, Mapping[str, object]] = NOTHING
    translations: Mapping[str, Translation] = NOTHING
    history: Sequence[Persistent] = ()

    def __init__(self, **values: object) -> None:
        super().__init__()
        for name, value in values.items():
            setattr(self, name, value)

    @property
    def language(self) -> str:
        return DEFAULT

    @property
    def is_public(self) -> bool:
        """Whether anybody may read it: it is public, and so is the item that it is a part of."""
        place = self.__parent__
        return self.state in PUBLIC and (not IItem.providedBy(place) or place.is_public)

    def add_translation(self, translation: Translation) -> None:
        """Keep ``translation`` under its language tag, in place of an older one."""
        if self.translations is NOTHING:
            self.translations = PersistentMapping()
        translation.__parent__ = self
        own = cast('MutableMapping[str, Translation]', self.translations)
        own[translation.language] = translation


@implementer(IContainer)
class Folder(Described, SubstancedFolder):
    """A place for resources.  Its names are URL segments; it is as public as its site."""

    reserved: frozenset[str] = frozenset()
    state = PUBLISHED
    #: Names of the content types that may be added here.
    allowed_types: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> Persistent:
        """Return the child called ``name``.  Raises ``KeyError``.

        substanced does the same, and tells a statistics server how long each look has taken.
        """
        return wrap_if_broken(self.data[name])

    def get(self, name: str, default: object = None) -> Persistent:
        """Return the child called ``name``, else ``default``."""
        return wrap_if_broken(self.data.get(name, default))

    def check_name(self, name: str, reserved_names: Iterable[str] = ()) -> str:
        check_name(name, self.reserved | frozenset(reserved_names))
        checked: str = super().check_name(name)
        return checked

    def rename(self, oldname: str, newname: str, registry: Registry | None = None) -> None:
        """Let a child stand under another name, in the same place of the order."""
        order = self._order
        super().rename(oldname, newname, registry)
        if order is not None:
            self.set_order([newname if name == oldname else name for name in order])


@implementer(IItem)
class Item(Described, Persistent):
    """One piece of information without parts of its own."""

    __name__: str | None = None
    __parent__: IResource | None = None
    state = DRAFT


@implementer(IItem)
class FolderishItem(Folder):
    """One piece of information that carries files of its own."""

    state = DRAFT
    allowed_types = ('File', 'Image')

    @property
    def has_files(self) -> bool:
        """Whether files are attached; a version in work says the same."""
        return bool(len(self))


@implementer(ITranslation)
class Translation(InWork, Persistent):
    """Bản dịch: the translatable fields of a resource in ``language``, a BCP 47 tag.

    It has a state and a catalog entry of its own (ADR 2).
    """

    __parent__: Described | None = None
    state = DRAFT
    title = ''
    summary = ''
    created_at: datetime.datetime | None = None
    created_by: str | None = None
    modified_at: datetime.datetime | None = None
    published_at: datetime.datetime | None = None
    updated_at: datetime.datetime | None = None
    translator = ''
    translations: Mapping[str, Translation] = NOTHING
    history: Sequence[Persistent] = ()
    local_roles: Mapping[str, Mapping[str, object]] = NOTHING

    def __init__(self, language: str, **values: object) -> None:
        self.language = language
        for name, value in values.items():
            setattr(self, name, value)

    @property
    def __name__(self) -> str:
        return self.language

    @property
    def is_public(self) -> bool:
        """Whether both the translation and what it translates are public."""
        place = self.__parent__
        return self.state in PUBLIC and place is not None and place.is_public


@implementer(IInternal, IResource)
class MountPoint(Persistent):
    """A place in the tree whose children live in another database (ADR 1).

    Only ids, never persistent references, cross between databases.
    """

    __name__: str | None = None
    __parent__: IResource | None = None
    state = PUBLISHED
    local_roles = translations = NOTHING

    def __init__(self, database: str, title: str) -> None:
        self.database = database
        self.title = title

    def mounted(self) -> PersistentMapping:
        """Return the root mapping of the other database, in this connection's transaction."""
        return self._p_jar.get_connection(self.database).root()

    def __getitem__(self, name: str) -> Persistent:
        return self.mounted()[name]


Copied = TypeVar('Copied')


def detached(resource: Copied) -> Copied:
    """Return a copy of ``resource``, which is persistent, that belongs to no database."""
    resource._p_activate()  # type: ignore[attr-defined]
    copy = type(resource).__new__(type(resource))
    vars(copy).update(vars(resource))
    return copy

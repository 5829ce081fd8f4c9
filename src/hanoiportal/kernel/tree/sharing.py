"""Places that several sites share: what stands in one is listed and opened in a section of each.

It is kept once, so what all sites show writes none of their lists (ADR 103).  Renaming this module
needs an upgrade step.
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, cast

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent
from persistent.mapping import PersistentMapping

from ...base.interfaces import IContainer, IItem, ISite
from ..workflow.interfaces import PUBLIC, WITHDRAWN
from .lookup import at_path, find_portal, find_site, is_closed
from .resources import Described, Folder, detached

if TYPE_CHECKING:
    from ...base.interfaces import IPortal, IResource
    from .site import Site

#: No name of a place comes after it: those are hexadecimal digits.
_LAST = '~'
#: Name of the attribute of the portal: its ``SharedPlaces``, there from the first one on.
ATTRIBUTE = 'shared_places'


class SharedPlace(Folder):
    """Nơi đăng chung: it stands in one section of each of its sites, and nowhere in the tree.

    ``sections``: object ids of the sections by those of their sites.
    ``left``: object ids of a site and of an item that this site shows no longer.
    """

    left: frozenset[tuple[int, int]] = frozenset()

    def __init__(self, sections: Mapping[int, int]) -> None:
        super().__init__(title='')
        self.sections = dict(sections)


class SharedPlaces(Persistent):
    """``places``: each ``SharedPlace`` by a digest of its sections.  ``names``: all items by their
    names, which none has twice.  ``by_site``: ``(object id of a site, name of a place)``, ``None``
    in one of before, until the next place.
    """

    by_site: OOTreeSet | None = None

    def __init__(self) -> None:
        self.places, self.names = OOBTree(), OOBTree()

    def add(self, name: str, place: SharedPlace) -> None:
        """Keep ``place`` as ``name``."""
        self.places[name] = place
        news = self.places.items() if self.by_site is None else ((name, place),)
        self.by_site = OOTreeSet() if self.by_site is None else self.by_site
        self.by_site.update((oid, key) for key, each in news for oid in each.sections)

    def of_site(self, oid: int) -> Iterator[SharedPlace]:
        """Yield the places that stand in a section of the site with that object id."""
        if self.by_site is None:
            yield from self.places.values()
            return
        for _oid, name in self.by_site.keys((oid, ''), (oid, _LAST)):
            yield self.places[name]


class Texts(PersistentMapping):
    """The translations of a copy of an item.  ``made_of``: stored objects it is read from."""

    made_of: tuple[Persistent, ...] = ()


def get_or_create_place(portal: IPortal, sections: Mapping[int, int]) -> SharedPlace:
    """Return the place that stands in exactly these sections."""
    if getattr(portal, ATTRIBUTE, None) is None:
        setattr(portal, ATTRIBUTE, SharedPlaces())
    kept, name = cast('SharedPlaces', getattr(portal, ATTRIBUTE)), sha256(
        repr(sorted(sections.items())).encode()).hexdigest()[:16]
    if name not in kept.places:
        made = SharedPlace(sections)
        kept.add(name, made)
        made.__name__, made.__parent__ = name, portal
        portal.__objectmap__.seat(made)
    return cast('SharedPlace', kept.places[name])


def free_name_shared(place: SharedPlace, wanted: str) -> str:
    """Return a name, ``wanted`` or one like it, that nothing shared has, and nothing in a section
    of ``place``.
    """
    portal, name, number = find_portal(place), wanted, 2
    sections = [portal.__objectmap__.object_for(oid) for oid in place.sections.values()]
    while name in getattr(portal, ATTRIBUTE).names or any(name in each for each in sections):
        name, number = f'{wanted}-{number}', number + 1
    return name


def note_name(item: IItem) -> None:
    """Let ``item``, new in a shared place, be found by its name."""
    getattr(find_portal(item), ATTRIBUTE).names[item.__name__] = item


def forget_name(item: IItem) -> None:
    """Let ``item``, which leaves its shared place, be found no longer."""
    getattr(find_portal(item), ATTRIBUTE).names.pop(item.__name__, None)


def is_shared(item: IResource) -> bool:
    """Return whether ``item`` stands in a place that several sites share."""
    return isinstance(item.__parent__, SharedPlace)


def items_shared(resource: IResource) -> Iterator[Described]:
    """Yield each item of the shared places of the portal that ``resource`` stands in."""
    kept: SharedPlaces | None = getattr(find_portal(resource), ATTRIBUTE, None)
    yield from () if kept is None else kept.names.values()


def places_shared(place: IResource) -> list[SharedPlace]:
    """Return what is listed at ``place``, a component site or a section of one, besides its own.
    """
    kept: SharedPlaces | None = getattr(find_portal(place), ATTRIBUTE, None)
    if kept is None:
        return []
    site = find_site(place)
    found = ((each, section_of(each, site)) for each in kept.of_site(site.__oid__))
    return [each for each, section in found
            if section is not None and (place is site or place is section)]


def section_of(place: SharedPlace, site: ISite) -> IResource | None:
    """Return the section of ``site`` that ``place`` stands in; ``None`` if it is in none, or that
    was removed or moved to another site.
    """
    found = cast('IResource | None', find_portal(place).__objectmap__.object_for(
        place.sections.get(site.__oid__, 0)))
    return found if found is not None and find_site(found) is site else None


def item_shared(section: IResource, name: str) -> Described | None:
    """Return the item called ``name`` as it stands in ``section``, ``None`` if none does."""
    if not IContainer.providedBy(section) or ISite.providedBy(section):
        return None
    kept: SharedPlaces | None = getattr(find_portal(section), ATTRIBUTE, None)
    item = None if kept is None else kept.names.get(name)
    if item is None:
        return None
    site = find_site(section)
    return placed(item, site) if section_of(item.__parent__, site) is section else None


def opened_at(place: IContainer, path: str) -> Persistent | None:
    """Return what ``at_path`` does, from ``place``, the portal or a site; if that is nothing, what
    stands there in a shared place.
    """
    found = at_path(place, path)
    above, _slash, name = path.rstrip('/').rpartition('/')
    section = cast('IResource | None', at_path(place, above)) if found is None else None
    return found if section is None else cast('Persistent | None', item_shared(section, name))


def left_at(place: SharedPlace, site: Site) -> Iterator[Described]:
    """Yield each item of ``place`` that ``site`` shows no longer."""
    found = (find_portal(place).__objectmap__.object_for(item)
             for oid, item in place.left if oid == site.__oid__)
    return (cast('Described', each) for each in found if each is not None)


def left_anywhere(place: SharedPlace) -> Iterator[Described]:
    """Yield each item of ``place`` as it stands on each site that shows it no longer."""
    find = find_portal(place).__objectmap__.object_for
    for site in filter(None, map(find, sorted({oid for oid, _item in place.left}))):
        if section_of(place, site) is not None:
            yield from (placed(each, site) for each in left_at(place, site))


def placed(item: Described, site: Site) -> Described:
    """Return ``item``, of a shared place with a section of ``site``, as it stands there: a copy
    that belongs to no database, withdrawn if the site shows it no longer.
    """
    place = cast('SharedPlace', item.__parent__)
    made: Described = detached(item)
    made.__parent__ = section_of(place, site)
    vars(made).update(stored=item, made_of=(item, place))
    if (site.__oid__, item.__oid__) in place.left and item.state in PUBLIC:
        made.state, made.moved_to = WITHDRAWN, getattr(item, 'source', None)
    if item.translations:
        texts = made.translations = Texts()
        texts.made_of = (cast('Persistent', item.translations),)
        for tag, text in item.translations.items():
            copy = texts[tag] = detached(text)
            copy.__parent__ = made
            copy.__dict__.update(made_of=(text,))
    return made


def item_at(item: Described, site: Site) -> Described:
    """Return ``item`` as it stands on ``site``, itself if it is not shared with that."""
    place = item.__parent__
    if isinstance(place, SharedPlace) and section_of(place, site) is not None:
        return placed(item, site)
    return item


def placed_everywhere(item: Described) -> Iterator[Described]:
    """Yield ``item``, of a shared place, as it stands on each site that still has its section."""
    place = cast('SharedPlace', item.__parent__)
    for oid in place.sections:
        site = cast('Site | None', find_portal(place).__objectmap__.object_for(oid))
        if site is not None and section_of(place, site) is not None:
            yield placed(item, site)


def placed_somewhere(item: Described) -> Described | None:
    """Return ``item``, of a shared place, as it stands on the first site that shows it, or on any
    if none does; ``None`` if it stands nowhere.
    """
    shown = (each for each in placed_everywhere(item)
             if each.is_public and not is_closed(each))
    found = next(shown, None)
    return next(placed_everywhere(item), None) if found is None else found

"""Finding one's way in the tree."""
from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pyramid.location import lineage

from ...base.bodies import is_of_no_body
from ...base.i18n import DEFAULT, Language
from ...base.interfaces import IContainer, IItem, IPortal, ISite
from ...base.numbers import number_in
from ...base.settings import Settings
from ..workflow.interfaces import LISTED
from .interfaces import IOpened

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from persistent import Persistent

    from ...base.interfaces import IResource
    from .resources import Described
    from .site import Site

#: What operators call the city portal, which has no label.
CITY = 'thanhpho'


def find_portal(resource: IResource) -> Site:
    """Return the root of the tree that ``resource`` stands in."""
    while resource.__parent__ is not None:
        resource = resource.__parent__
    return cast('Site', resource)


def find_site(resource: IResource) -> Site:
    """Return the nearest component site or portal at or above ``resource``."""
    place: IResource | None = resource
    while place is not None and not ISite.providedBy(place):
        place = getattr(place, '__parent__', None)
    if place is None:
        raise LookupError('the resource is not in a tree')
    return cast('Site', place)


def is_of_city(site: ISite) -> bool:
    """Return whether ``site`` is a component site that stands for no body: the City itself owns
    it, or staff practise there.
    """
    return is_of_no_body(site, cast('IPortal', find_portal(site)))


def is_practice(resource: IResource) -> bool:
    """Return whether ``resource`` is a site where staff practise, or lies in one: nothing of it
    leaves that site (20.1).
    """
    place: IResource | None = resource
    while place is not None and not getattr(place, 'is_practice', False):
        place = getattr(place, '__parent__', None)
    return place is not None


def site_of(portal: IPortal, oid: str) -> ISite:
    """Return the site with the object id ``oid``, in decimal digits; the portal, if it is gone."""
    found = portal.__objectmap__.object_for(number_in(oid))
    return found if ISite.providedBy(found) else portal


def site_called(portal: IPortal, label: str) -> ISite | None:
    """Return the site that operators call ``label`` towards other systems, ``None`` if there is
    none: of that where staff practise those are told nothing.
    """
    found: ISite | None = portal if label == CITY else portal['sites'].get(label)
    return None if found is None or is_practice(found) else found


def item_of(portal: IPortal, oid: str) -> Described | None:
    """Return the item with the object id ``oid``, in decimal digits; ``None`` if there is none."""
    found = portal.__objectmap__.object_for(number_in(oid))
    return cast('Described', found) if IItem.providedBy(found) else None


def at_path(portal: IContainer, path: str) -> Persistent | None:
    """Return what visitors open at ``path`` below the portal, or ``None``.

    ``path``: as ``path_of`` gives it; the first slash may be missing.
    """
    found: Persistent | None = portal
    for name in filter(None, path.split('/')):
        if not IContainer.providedBy(found) and not IOpened.providedBy(found):
            return None
        found = found.get(name)
        if found is None:
            return None
    return found


def is_closed(resource: IResource) -> bool:
    """Return whether ``resource`` lies in a site that shows nothing at present (clause 8.9).

    The site itself is not closed: its page says what it is.
    """
    place = resource.__parent__
    while place is not None and (not ISite.providedBy(place) or place.is_active):
        place = place.__parent__
    return place is not None


def is_suspended(resource: IResource, feature: str) -> bool:
    """Return whether ``feature`` does not work where ``resource`` stands: it is suspended there,
    or a site around it shows nothing.
    """
    return any(not place.is_active or feature in getattr(place, 'suspended_features', ())
               for place in lineage(resource) if ISite.providedBy(place))


def is_listed(document: IResource) -> bool:
    """Return whether visitors' lists show ``document``: it is public and no item around it, or
    that it translates, is in the archive or is a part of its site's face (``is_face``).
    """
    if getattr(document, 'is_face', False) or document.state not in LISTED or not cast(
            'Described', document).is_public:
        return False
    around = document.__parent__
    return not IItem.providedBy(around) or is_listed(around)


def listed_at(place: IResource, path: str) -> IItem | None:
    """Return the item that stands at ``path`` on the site of ``place``, else below the portal, if
    visitors' lists show it; ``None`` if not.
    """
    for start in (find_site(place), find_portal(place)):
        found = at_path(start, path)
        if IItem.providedBy(found) and is_listed(found) and not is_closed(found):
            return found
    return None


def in_language(resource: IResource, tag: str) -> Persistent:
    """Return the public text of ``resource`` in the language ``tag``, else ``resource`` itself.

    The answer's ``language`` says which it is: a fall-back is never passed off as a translation.
    """
    translation = None if tag == DEFAULT else resource.translations.get(tag)
    return resource if translation is None or not translation.is_public else translation


def in_work(document: IResource) -> Described:
    """Return the version of an item or translation that somebody may work on: its working version
    while there is one, else the document itself.
    """
    working = getattr(document, 'working', None)
    return cast('Described', document if working is None else working)


def places_in(site: ISite) -> Iterator[IContainer]:
    """Yield ``site`` and the places that stand in it: sections, but no items and no sites."""
    yield site
    for child in site.values():
        if IContainer.providedBy(child) and not (
                IItem.providedBy(child) or ISite.providedBy(child)):
            yield child


def missing_places(site: ISite, names: Collection[str]) -> list[str]:
    """Return those of ``names`` that no place in ``site`` has."""
    known = {str(place.__name__) for place in places_in(site) if place is not site}
    return [each for each in names if each not in known]


def stands_in(item: IItem, names: Collection[str]) -> bool:
    """Return whether ``item`` stands in a place of its site that has one of ``names``."""
    for place in lineage(item.__parent__):
        if ISite.providedBy(place):
            break
        if place.__name__ in names:
            return True
    return False


def texts_of(resource: IResource) -> Iterator[IResource]:
    """Yield ``resource``, its translations, and the working version of each that has one."""
    for document in (resource, *resource.translations.values()):
        yield document
        working = getattr(document, 'working', None)
        if working is not None:
            yield working


def work_of(resource: IResource) -> Described:
    """Return the item whose work ``resource`` shows: of what stands in for an item of another
    site (``types.reference``) that item, of anything else ``resource`` itself.
    """
    return cast('Described', getattr(resource, 'shows', None) or resource)


def path_of(resource: IResource) -> str:
    """Return the path of ``resource`` below the portal, ``/`` for the portal itself."""
    names = []
    while resource.__parent__ is not None:
        names.append(resource.__name__)
        resource = resource.__parent__
    return '/' + '/'.join(reversed(names))


def walk(resource: IResource) -> Iterator[IResource]:
    """Yield ``resource`` and all that is below it, parents first, without their translations."""
    yield resource
    for child in getattr(resource, 'values', tuple)():
        yield from walk(child)


def absolute(resource: IResource, settings: Settings, segment: str = '') -> str:
    """Return the address of ``resource`` on its own host, or where ``settings.mail_links`` says;
    ``segment``: of the language, ``''`` for Vietnamese.
    """
    if not settings.mail_links:
        return public_address(resource, settings, segment)
    return settings.mail_links.rstrip('/') + _before(segment) + path_of(resource).rstrip('/')


def public_address(resource: IResource, settings: Settings, segment: str = '') -> str:
    """Return the address of ``resource`` on its own host, by which other systems know it;
    ``segment``: see ``absolute``.
    """
    path, before, site = path_of(resource), _before(segment), find_site(resource)
    below = path.removeprefix(path_of(site)).strip('/')
    return f'https://{host_of(site, settings.domain)}{before}/{below}'


def address_of(portal: IPortal, oid: str, settings: Settings) -> str:
    """Return the ``public_address`` of the item with that object id; ``''`` if there is none."""
    found = item_of(portal, oid)
    return '' if found is None else public_address(cast('IItem', found), settings)


def _before(segment: str) -> str:
    return f'/{segment}' if segment else ''


def host_of(site: ISite, domain: str) -> str:
    """Return the host of ``site``; ``domain``: that of the portal."""
    return domain if IPortal.providedBy(site) else f'{site.__name__}.{domain}'


def target_of(resource: IResource, language: Language, *view: str) -> str:
    """Return the path of ``resource``, or of its ``view``, on its host in ``language``."""
    below = path_of(resource).removeprefix(path_of(find_site(resource))).strip('/')
    return '/' + '/'.join([*filter(None, (language.segment, below)), *view])

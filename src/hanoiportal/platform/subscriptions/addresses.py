"""Names and absolute addresses of what is followed, as people outside read and open them."""
from typing import cast

from pyramid.registry import Registry

from ...base.i18n import ILanguages
from ...base.interfaces import IItem, IPortal, IResource
from ...base.settings import ISettings, Settings
from ...kernel.tree.lookup import (
    absolute,
    find_site,
    in_language,
    is_closed,
    is_listed,
    is_practice,
)
from ...kernel.tree.resources import Described
from .interfaces import IFollowable


def public_at(portal: IPortal, oid: str) -> IResource | None:
    """Return what has the object id ``oid``, if visitors may see it; ``None`` if not, or if it
    belongs to a site where staff practise: nobody is told of that.
    """
    found = portal.__objectmap__.object_for(int(oid)) if oid.isdecimal() else None
    if found is None or is_closed(found) or is_practice(found) or (
            IItem.providedBy(found) and not is_listed(found)):
        return None
    return cast(IResource, found)


def name_followed(portal: IPortal, registry: Registry, kind: str, target: str, tag: str) -> str:
    """Return what is followed in the language ``tag``, ``''`` if it is public no longer."""
    followable = registry.queryUtility(IFollowable, name=kind)
    if followable is None:
        return ''
    if followable.titles is not None:
        return str(followable.titles(registry, tag).get(target, ''))
    thing = public_at(portal, target)
    return '' if thing is None else name_of(thing, tag)


def name_of(resource: IResource, tag: str) -> str:
    """Return the title of ``resource`` in the language ``tag``, with that of its site; else in
    Vietnamese.
    """
    title, site = _title(resource, tag), find_site(resource)
    return title if site is resource else f'{title} – {_title(cast(IResource, site), tag)}'


def address_of(resource: IResource, registry: Registry, tag: str) -> str:
    """Return the absolute address of ``resource`` in the language ``tag``."""
    settings: Settings = registry.getUtility(ISettings)
    return absolute(resource, settings, _segment(registry, tag).strip('/'))


def page_of(registry: Registry, tag: str, *steps: str) -> str:
    """Return the address of a page of the city portal in the language ``tag``."""
    settings: Settings = registry.getUtility(ISettings)
    return '/'.join((settings.city + _segment(registry, tag), *steps))


def _segment(registry: Registry, tag: str) -> str:
    language = registry.getUtility(ILanguages).by_tag.get(tag)
    return f'/{language.segment}' if language is not None and language.segment else ''


def summary_of(resource: IResource, tag: str) -> str:
    """Return the summary of ``resource`` in the language ``tag``, ``''`` for none."""
    return ' '.join(str(getattr(in_language(resource, tag), 'summary', '') or '').split())


def _title(resource: IResource, tag: str) -> str:
    return str(cast(Described, in_language(resource, tag)).title)

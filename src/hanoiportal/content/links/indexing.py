"""Keeping the index: which paths each text of a resource leads to."""
from functools import cache, partial

from ...base.i18n import ILanguages
from ...base.interfaces import IItem
from ...base.settings import ISettings
from ...kernel.tree.lookup import at_path, find_portal, find_site, path_of, texts_of, walk
from .reading import Where, addresses_in, links_in, outside_meant, path_meant
from .resource import References, references_of

#: The field of paths of pictures, which start at the portal.
IMAGES = 'images'
#: Fields of paths that start at the item's own site; where it has nothing there, at the portal.
_NAMED = frozenset({'photo', 'who'})


def index(resource, registry):
    """Index every text of ``resource``, an item."""
    site = find_site(resource)
    where = partial(where_is, resource, site, registry)
    fields = fields_of(registry.content.meta[registry.content.typeof(resource)]['schema'])
    for text in texts_of(resource):
        paths = tuple(sorted(paths_in(text, fields, where)))
        if paths or references_of(site) is not None:
            _open(site).put(text.__oid__, paths)


def unindex(resource):
    """Forget every text of ``resource``, an item."""
    for text in texts_of(resource):
        forget(text)


def forget(text):
    """Forget ``text``, a document or version in work; no-op if it led nowhere."""
    references = references_of(find_site(text))
    if references is not None and text.__oid__ in references.known:
        references.put(text.__oid__, ())


def rebuild(portal, registry):
    """Make the index anew from the texts in the tree."""
    for site in (portal, *portal['sites'].values()):
        if references_of(site) is not None:
            site.references = References()
    for resource in walk(portal):
        if IItem.providedBy(resource):
            index(resource, registry)


def paths_in(text, fields, where):
    """Return the set of paths that ``text`` leads to, and of addresses outside the portal.

    ``fields``: ``(name, whether it holds HTML)`` of each field of its type.
    ``where``: gives ``Where`` the text stands.
    """
    found, addresses = set(), []
    for name, rich in fields:
        value = getattr(text, name, None)
        if name == IMAGES:
            found.update('/' + path.strip('/') for path in value or ())
        elif name in _NAMED:
            words = (value,) if isinstance(value, str) else value or ()
            named = [word for word in words if word.startswith('/')]
            of_city = [word for word in named if _is_of_city(text, word)]
            found.update(of_city)
            addresses += [word for word in named if word not in of_city]
        elif isinstance(value, str):
            addresses += links_in(value) if rich else addresses_in(value)
    if addresses:  # most texts lead nowhere, and need not know where they stand
        here = where()
        for address in addresses:
            found.update((path_meant(address, here), outside_meant(address, here)))
    return found - {None, '/'}


def _is_of_city(text, path):
    """Return whether ``path`` means something of the portal, since the site of ``text`` has
    nothing there: so it is shown, too (``lookup.listed_at``).
    """
    site = find_site(text)
    portal = find_portal(site)
    return site is not portal and at_path(site, path) is None and at_path(portal, path) is not None


def where_is(resource, site, registry):
    """Return ``Where`` the texts of ``resource`` stand, an item of ``site``."""
    portal = find_portal(site)
    label = '' if site is portal else site.__name__
    above = path_of(site).rstrip('/')
    return Where(
        label, path_of(resource)[len(above):], registry.getUtility(ISettings).domain,
        frozenset(portal['sites'].keys()),
        frozenset(registry.getUtility(ILanguages).by_segment))


@cache
def fields_of(schema):
    """Return ``(name, whether it holds HTML)`` of each field of the class ``schema``."""
    return tuple((node.name, bool(getattr(node, 'rich', False))) for node in schema())


def _open(site):
    if references_of(site) is None:
        site.references = References()
    return site.references

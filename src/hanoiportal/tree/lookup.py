"""Finding one's way in the tree."""
from pyramid.location import lineage

from ..i18n import DEFAULT
from ..interfaces import ISite


def find_portal(resource):
    """Return the root of the tree that ``resource`` stands in."""
    while resource.__parent__ is not None:
        resource = resource.__parent__
    return resource


def find_site(resource):
    """Return the nearest component site or portal at or above ``resource``."""
    for place in lineage(resource):
        if ISite.providedBy(place):
            return place
    raise LookupError('the resource is not in a tree')


def in_language(resource, tag):
    """Return the public text of ``resource`` in the language ``tag``, else ``resource`` itself.

    The answer's ``language`` says which it is: a fall-back is never passed off as a translation.
    """
    if tag == DEFAULT:
        return resource
    translation = resource.translations.get(tag)
    if translation is not None and translation.is_public:
        return translation
    return resource


def path_of(resource):
    """Return the path of ``resource`` below the portal, ``/`` for the portal itself."""
    names = []
    while resource.__parent__ is not None:
        names.append(resource.__name__)
        resource = resource.__parent__
    return '/' + '/'.join(reversed(names))


def walk(resource):
    """Yield ``resource`` and all that is below it, parents first, without their translations."""
    yield resource
    for child in getattr(resource, 'values', tuple)():
        yield from walk(child)

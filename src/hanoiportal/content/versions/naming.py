"""Names of resources: which one may be taken at a place."""
from zope.interface import implementer

from ...base.errors import Refused
from ...base.i18n import ILanguages, _
from ...base.interfaces import IPortal, ISite
from ...base.text import slug
from ...kernel.tree.names import RESERVED, BadName
from ...kernel.tree.sharing import item_shared
from .interfaces import INaming


def check_seat(place, name, resource, registry):
    """Raise ``Refused`` unless ``resource`` may stand in ``place`` under ``name``."""
    if ISite.providedBy(resource) and not _holds_sites(place):
        raise Refused({'': _('Loại “${type}” không được đăng ở đây.',
                             mapping={'type': registry.content.typeof(resource)})})
    check_name = registry.content.metadata(resource, 'check_name')
    try:
        if check_name is not None:
            check_name(name, registry, place, resource)
        place.check_name(name, _taken(place, registry))
        if item_shared(place, name) is not None:
            raise KeyError(name)
    except BadName as error:
        raise Refused({'name': error.args[0]}) from None
    except KeyError:
        raise Refused({'name': _('Đã có mục mang tên “${name}” ở đây.',
                                 mapping={'name': name})}) from None


def _holds_sites(place):
    return place.__name__ == 'sites' and IPortal.providedBy(place.__parent__)


def free_name(place, title, registry):
    """Return a name made from ``title`` that nothing in ``place`` has."""
    taken = place.reserved | _taken(place, registry)
    wanted = name = slug(title)
    number = 2
    while name in place or name in taken or item_shared(place, name) is not None:
        name = f'{wanted}-{number}'
        number += 1
    return name


def _taken(place, registry):
    """Return the names that mean a language as the first segment of an address (5.2.a)."""
    if not ISite.providedBy(place):
        return frozenset()
    return frozenset(registry.getUtility(ILanguages).by_segment)


def is_furniture(resource):
    """Return whether ``resource`` is the portal or a part that every portal has."""
    place = resource.__parent__
    return place is None or IPortal.providedBy(place) and resource.__name__ in RESERVED


@implementer(INaming)
class Naming:
    """``INaming`` of one registry."""

    def __init__(self, registry):
        self._registry = registry

    def check_seat(self, place, name, resource):
        check_seat(place, name, resource, self._registry)

    def free_name(self, place, title):
        return free_name(place, title, self._registry)

    def is_furniture(self, resource):
        return is_furniture(resource)


def naming_service(request):
    return Naming(request.registry)

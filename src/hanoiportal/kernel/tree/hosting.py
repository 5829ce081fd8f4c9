"""Under which host and target (path and query) visitors ask for a resource (ADR 3, ADR 4)."""
from ...base.interfaces import IPortal
from .lookup import find_site


def host_of(site, domain):
    """Return the host of ``site``, a component site or the portal; ``domain``: the portal's."""
    return domain if IPortal.providedBy(site) else f'{site.__name__}.{domain}'


def target_of(resource, language, *view):
    """Return the path of ``resource``, or of its ``view``, on its host in a ``Language``."""
    names, place, site = [], resource, find_site(resource)
    while place is not site:
        names.append(place.__name__)
        place = place.__parent__
    return '/' + '/'.join([*([language.segment] if language.segment else ()), *names[::-1], *view])

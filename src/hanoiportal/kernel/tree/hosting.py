"""Under which host and target (path and query) visitors ask for a resource (ADR 3, ADR 4)."""
from ...base.i18n import Language
from ...base.interfaces import IPortal, IResource, ISite
from .lookup import find_site


def host_of(site: ISite, domain: str) -> str:
    """Return the host of ``site``; ``domain``: that of the portal."""
    return domain if IPortal.providedBy(site) else f'{site.__name__}.{domain}'


def target_of(resource: IResource, language: Language, *view: str) -> str:
    """Return the path of ``resource``, or of its ``view``, on its host in ``language``."""
    names: list[str] = []
    place: IResource | None = resource
    site = find_site(resource)
    while place is not None and place is not site:
        names.append(place.__name__)
        place = place.__parent__
    return '/' + '/'.join([*([language.segment] if language.segment else ()), *names[::-1], *view])

"""No site at a host that nobody has granted (clause 33.4): what the steps of sites ask."""
from collections.abc import Mapping
from urllib.parse import urlsplit

from pyramid.registry import Registry

from ...base.interfaces import IPortal, IResource
from .interfaces import IHostPermits
from .labels import BadHost

#: Values of fields of a site, as ``types.component_site`` has them.
EXTERNAL, ACTIVE = 'external', 'active'


def check_permit(host: str, portal: IPortal, registry: Registry, site: IResource) -> None:
    """Raise ``BadHost`` unless ``site`` of ``portal`` may stand at ``host``."""
    why = permit_problem(host, portal, registry, site)
    if why:
        raise BadHost(why)


def permit_problem(host: str, portal: IPortal, registry: Registry, site: IResource) -> str:
    """Return why ``site`` of ``portal`` may not stand at ``host``, translatable, ``''`` if it may.

    See ``IHostPermits``.
    """
    permits: IHostPermits | None = registry.queryUtility(IHostPermits)
    return '' if permits is None else permits.problem(portal, host, site)


def outside_host(values: Mapping[str, object]) -> str:
    """Return the host of an external site with these ``values``, ``''`` for one of the portal."""
    if values.get('integration') != EXTERNAL:
        return ''
    return urlsplit(str(values.get('external_url', ''))).hostname or ''


def hosts_in_use(label: str, values: Mapping[str, object]) -> dict[str, str]:
    """Return ``{field: host}`` of where the site ``label`` works with these ``values``; none if
    it is suspended.
    """
    if values.get('status', ACTIVE) != ACTIVE:
        return {}
    outside = outside_host(values)
    return {'status': label, **({'external_url': outside} if outside else {})}

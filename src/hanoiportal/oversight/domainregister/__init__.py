"""Sổ tên miền: the names below the city's domain, from the request to the watch over their hosts.

For the bodies, which ask for a name; for the office of the city's committee, which notes its
opinion, grants, refuses and revokes (clauses 5.2, 28.14, 33.4); and for administrators, who see
what their hosts lack.  No site stands at a host that was not granted (ADR 84).
"""
from pyramid.config import Configurator

from ...base.settings import ISettings
from ...platform.domains.interfaces import IHostPermits
from ...platform.http.interfaces import IHttp
from .health import check
from .interfaces import IDecidedNames, IDomains, IDomainWatch, IHostLook
from .looking import HostLook
from .reading import DecidedNames, HostPermits
from .resolving import Resolving
from .services import domains_service
from .watching import EVERY, DomainWatch, watch_some


def includeme(config: Configurator) -> None:
    registry = config.registry
    data = registry.getUtility(ISettings).data
    registry.registerUtility(DecidedNames(data), IDecidedNames)
    registry.registerUtility(HostPermits(registry), IHostPermits)
    registry.registerUtility(HostLook(registry.getUtility(IHttp), Resolving()), IHostLook)
    registry.registerUtility(DomainWatch(registry), IDomainWatch)
    config.add_service(IDomains, domains_service)
    config.add_job('hosts', EVERY, watch_some)
    config.add_health_check('domains', check)

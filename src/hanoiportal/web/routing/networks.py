"""Where, and from where, desk and console are there at all; to others they are like nothing.

``within='desk'`` on a route or view: it is there for requests from ``portal.desk_networks`` alone,
or from everywhere if the setting is empty; and at the hosts where log-ins count (``deskhost``).
``within='doors'``, of the pages of log-in: from either's.
"""
import ipaddress
from collections.abc import Iterable

from pyramid.request import Request

from ...base.settings import ISettings

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Within:
    """Route and view predicate ``within``."""

    def __init__(self, shell, config):
        self.shell = shell
        self.networks = networks_of(config.registry, shell)

    def text(self):
        return f'within = {self.shell}'

    phash = text

    def __call__(self, context, request):
        address = getattr(request, 'address', None)  # substanced tries views with a bare request
        return (address is None or address.staff) and is_within(request, self.networks)


def networks_of(registry, shell):
    """Return the networks from which alone ``shell`` is there; ``()``: from everywhere."""
    settings = registry.getUtility(ISettings)
    desk, console = map(_networks, (settings.desk_networks, settings.console_networks))
    both = desk + console if desk and console else ()
    return {'desk': desk, 'console': console, 'doors': both}[shell]


def is_within(request: Request, networks: Iterable[Network]) -> bool:
    """Return whether who sends ``request`` is in one of ``networks``, if there are any."""
    return not networks or _is_in(request.remote_addr, networks)


def _networks(given):
    return tuple(ipaddress.ip_network(each) for each in given)


def _is_in(address, networks):
    try:
        found = ipaddress.ip_address((address or '').partition('%')[0])
    except ValueError:
        return False
    found = getattr(found, 'ipv4_mapped', None) or found
    return any(found in network for network in networks)


def includeme(config):
    config.add_route_predicate('within', Within)
    config.add_view_predicate('within', Within)

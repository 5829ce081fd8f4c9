"""From where the desk and the console are there at all; to others they are like nothing.

``within='desk'`` on a route or view: it is there for requests from ``portal.desk_networks`` alone,
or from everywhere if the setting is empty.  ``within='doors'``, of the pages
of log-in: from either's.
"""
import ipaddress

from ..settings import ISettings


class Within:
    """Route and view predicate ``within``."""

    def __init__(self, shell, config):
        self.shell = shell
        settings = config.registry.getUtility(ISettings)
        desk, console = map(_networks, (settings.desk_networks, settings.console_networks))
        both = desk + console if desk and console else ()
        self.networks = {'desk': desk, 'console': console, 'doors': both}[shell]

    def text(self):
        return f'within = {self.shell}'

    phash = text

    def __call__(self, context, request):
        return not self.networks or _is_in(request.remote_addr, self.networks)


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

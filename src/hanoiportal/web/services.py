"""Services: what a feature promises, found by its interface."""
from zope.interface import Interface, implementer


class IServiceFactory(Interface):
    """How a service is made for a request; the utility's name is the promised interface."""

    def __call__(request):
        """Return the service for ``request``."""


@implementer(IServiceFactory)
class ServiceFactory:
    """Wraps ``make`` so that the registry can hold it."""

    def __init__(self, make):
        self.make = make

    def __call__(self, request):
        return self.make(request)


def add_service(config, iface, make):
    """Directive: make ``request.service(iface)`` return ``make(request)``.

    Two registrations of one interface are a configuration conflict.
    """
    def register():
        config.registry.registerUtility(
            ServiceFactory(make), IServiceFactory, name=iface.__identifier__)

    config.action(('portal-service', iface), register)


def service(request, iface):
    """Return the service that provides ``iface``.

    Raises ``LookupError`` naming the interface if no feature registered it.
    """
    factory = request.registry.queryUtility(IServiceFactory, name=iface.__identifier__)
    if factory is None:
        raise LookupError(f'no service registered for {iface.__identifier__}')
    return factory(request)


def includeme(config):
    config.add_directive('add_service', add_service)
    config.add_request_method(service)

"""What goes with a document, asked for as anybody who is allowed some things."""
from hanoiportal.content.links.services import LinksService
from hanoiportal.content.redirects.services import RedirectService
from hanoiportal.editorial.dependencies.services import Dependencies


def everything(permission, resource):
    """Allow all."""
    return True


def dependencies(registry, portal, allowed=everything):
    """Return the ``IDependencies`` of who is ``allowed``, callable(permission, resource)."""
    return Dependencies(allowed, _links(registry, portal, allowed))


def seeing(registry, portal, allowed=everything):
    """Return the ``IDependencies``, the right to see, and the ``ILinks`` that checks ask."""
    return dependencies(registry, portal, allowed), allowed, _links(registry, portal, allowed)


def _links(registry, portal, allowed):
    return LinksService(portal, allowed, RedirectService(portal), registry)

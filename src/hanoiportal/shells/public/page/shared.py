"""The templates that every page is put together from, looked up once."""
from pyramid.renderers import get_renderer
from zope.interface import Interface

from ....web.templates.loader import PageTemplate

_PLACE = 'hanoiportal.shells.public:templates/{}.pt'


class IPublicTemplates(Interface):
    """The ``PublicTemplates`` of this process, as a utility."""


class PublicTemplates(dict[str, PageTemplate]):
    """Chameleon templates of ``public/templates`` by name.

    ``change``: whether they are being worked on, and read anew when they change.
    """

    def __init__(self, registry):
        super().__init__()
        self._registry = registry
        self.change = registry.settings['pyramid.reload_templates']

    def __missing__(self, name):
        spec = _PLACE.format(name)
        found = self[name] = get_renderer(spec, registry=self._registry).implementation()
        return found


def templates(request):
    """Return the ``PublicTemplates`` of the application that answers ``request``."""
    return request.registry.getUtility(IPublicTemplates)


def includeme(config):
    config.registry.registerUtility(PublicTemplates(config.registry), IPublicTemplates)

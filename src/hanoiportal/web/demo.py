"""Cổng trình diễn: a portal of made-up content, for trials and training (``bin/portal demo``).

Every page says so, and search engines are kept off.
"""
from pyramid.config import Configurator
from pyramid.events import ApplicationCreated
from pyramid.registry import Registry
from pyramid.request import Request
from ZODB.POSException import POSError

from ..base.settings import ISettings
from ..kernel.security.startup.starting import Unsafe
from ..kernel.storage.databases import portal_as_known
from ..kernel.tree.lookup import is_practice

#: Of robots that obey headers alone, such as for PDF.
NOT_INDEXED = ('X-Robots-Tag', 'noindex, nofollow')
REFUSAL = ('the database holds a demonstration, made-up persons and events: it is never in '
           'service. Serve it with "make demo", or start on data of your own '
           '(portal.production is true)')


def is_demo(request: Request) -> bool:
    """Return whether the portal that was asked is a demonstration."""
    try:
        return bool(getattr(getattr(request, 'root', None), 'is_demo', False))
    except POSError:  # the answer to a page that cannot be read
        return False


def is_hidden(request: Request) -> bool:
    """Return whether search engines are kept off its pages: off all of a demonstration, and off
    those of a site where staff practise.
    """
    return _is_for_practice(request) or is_demo(request) and not request.registry.getUtility(
        ISettings).demo_indexable


def _is_for_practice(request: Request) -> bool:
    try:
        return hasattr(request, 'context') and is_practice(request.context)
    except POSError:
        return False


def refuse(registry: Registry) -> None:
    """Raise ``Unsafe`` if a demonstration would be in service."""
    if registry.getUtility(ISettings).production:
        with portal_as_known(registry) as portal:
            if getattr(portal, 'is_demo', False):
                for database in registry._zodb_databases.values():
                    database.close()
                raise Unsafe(f'the portal does not start: {REFUSAL}')


def _started(event: ApplicationCreated) -> None:
    refuse(event.app.registry)


def includeme(config: Configurator) -> None:
    config.add_request_method(is_demo, property=True)
    config.add_request_method(is_hidden, property=True)
    config.add_subscriber(_started, ApplicationCreated)

"""The portal, as a list of its districts: each imports from those before it alone."""
from collections.abc import Mapping

from pyramid.config import Configurator

from .base.clock import SystemClock
from .base.garbage import left_for_later
from .base.interfaces import IClock
from .base.settings import ISettings
from .base.settingsfile import read_settings
from .web.pagecache.pages import Pages

#: Settings with which no database may be opened are refused first.
REFUSALS = ('.kernel.security.startup.starting', '.platform.domains')
#: Directives that districts before their own use, too.
DIRECTIVES = ('.content.erasure.erasers', '.discovery.catalog.flags')
DISTRICTS = ('base', 'kernel', 'web', 'platform', 'content', 'discovery', 'editorial',
             'participation', 'oversight', 'integration', 'safekeeping', 'types', 'shells')


def main(global_config: Mapping[str, str], **settings: str) -> Pages:
    """Paste app factory: return the WSGI application."""
    with left_for_later():
        with Configurator(settings=settings) as config:
            config.include(includeme)
        return Pages(config.make_wsgi_app())  # type: ignore[no-untyped-call]  # not yet typed


def includeme(config: Configurator) -> None:
    """Include every district.  Directives precede the scans that use them."""
    registry = config.registry
    registry.registerUtility(read_settings(registry.settings), ISettings)
    registry.registerUtility(SystemClock(), IClock)
    for first in (*REFUSALS, *DIRECTIVES):
        config.include(first)
    for district in DISTRICTS:
        config.include(f'.{district}')

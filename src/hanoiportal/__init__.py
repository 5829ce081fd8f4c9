"""The portal, as a list of what it is made of."""
from pyramid.config import Configurator

from .base.clock import SystemClock
from .base.garbage import left_for_later
from .base.interfaces import IClock
from .base.settings import ISettings, read_settings
from .web.pagecache.pages import Pages


def main(global_config, **settings):
    """Paste app factory: return the WSGI application."""
    with left_for_later():
        with Configurator(settings=settings) as config:
            config.include(includeme)
        return Pages(config.make_wsgi_app())


def includeme(config):
    """Everything, bottom floor first.  Directives precede the scans that use them."""
    registry = config.registry
    registry.registerUtility(read_settings(registry.settings), ISettings)
    registry.registerUtility(SystemClock(), IClock)
    config.include('.kernel.security.startup.starting')
    config.include('.platform.domains')
    config.include('.base.workdays')
    config.include('.kernel.tree')
    config.include('.kernel.workflow')
    config.include('.kernel.storage')
    config.include('.kernel.security')
    config.include('.web')
    config.include('.platform.scheduling')
    config.include('.platform.monitoring')
    config.include('.platform.domains.taken')
    config.include('.platform.quarantine')
    config.include('.content.erasure')
    config.include('.platform.notifications')
    config.include('.participation.identities')
    config.include('.editorial.clarifications')
    config.include('.editorial.publishing')
    config.include('.content.versions')
    config.include('.content.previews')
    config.include('.content.comments')
    config.include('.content.redirects')
    config.include('.oversight.visits')
    config.include('.content.links')
    config.include('.content.recyclebin')
    config.include('.content.drafts')
    config.include('.content.locking')
    config.include('.editorial.boards')
    config.include('.editorial.checks')
    config.include('.editorial.review')
    config.include('.editorial.tasks')
    config.include('.editorial.press')
    config.include('.editorial.releases')
    config.include('.discovery.catalog')
    config.include('.editorial.standing')
    config.include('.discovery.search')
    config.include('.platform.media')
    config.include('.content.translations')
    config.include('.safekeeping.audit')
    config.include('.safekeeping.backups')
    config.include('.editorial.suspension')
    config.include('.platform.maintenance')
    config.include('.safekeeping.twin')
    config.include('.safekeeping.archive')
    config.include('.types')
    config.include('.shells.public')
    config.include('.shells.account')
    config.include('.shells.console')
    config.include('.shells.desk')

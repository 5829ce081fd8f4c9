"""A component site that bears the name of the desk's own host: nobody reaches it there.

None can be made or named so (``labels.check_host``); one may be there from before the desk had a
host for itself, or from before that host had its name.
"""
import logging

from pyramid.events import ApplicationCreated
from zope.interface import implementer

from ...base.i18n import _
from ...base.settings import ISettings
from ...base.values import Alarm
from ...kernel.storage.databases import portal_as_known
from .interfaces import IDeskHostAlarms

log = logging.getLogger(__name__)


@implementer(IDeskHostAlarms)
class DeskHostAlarms:
    """Looks at the tree each time it is asked."""

    def __init__(self, settings):
        self._settings = settings

    def found(self, portal):
        """See ``IDeskHostAlarms``."""
        label = self._settings.desk_host
        site = portal['sites'].get(label)
        if site is None:
            return []
        return [Alarm(
            _('Không ai mở được trang “${title}”: ${host} là của bàn làm việc (portal.desk_host). '
              'Hãy đổi tên trang này trong Bảng quản trị, hoặc đặt tên khác cho bàn làm việc.',
              mapping={'title': site.title, 'host': self._settings.desk_name}),
            f'nobody reaches the site {label}: {self._settings.desk_name} is the host of the desk;'
            f' rename it at /console/sites/@@rename?name={label}, or change portal.desk_host')]


def check(registry, portal):
    """Health check: return what is wrong on one line, or ``''``."""
    found = [] if portal is None else registry.getUtility(IDeskHostAlarms).found(portal)
    return '; '.join(each.line for each in found)


def tell(event):
    """Subscriber: say so in the log at the start, of the portal and of commands."""
    registry = event.app.registry
    with portal_as_known(registry) as portal:
        found = check(registry, portal)
    if found:
        log.error(found)


def includeme(config):
    settings = config.registry.getUtility(ISettings)
    config.registry.registerUtility(DeskHostAlarms(settings), IDeskHostAlarms)
    config.add_health_check('hosts', check)
    if settings.desk_host:
        config.add_subscriber(tell, ApplicationCreated)

"""A key of sessions that was made where accounts were: whoever had logged in no longer has."""
import logging

from pyramid.config import Configurator
from pyramid.events import ApplicationCreated
from ZODB.POSException import POSError

from ...base.interfaces import IPortal
from ...base.settings import ISettings
from ...kernel.security.authentication.sessions import is_new
from ...kernel.storage.databases import portal_as_known

log = logging.getLogger(__name__)

_LOST = ('%s: the key of sessions was not there, and a new one was made. Every log-in has ended '
         'and authenticator applications open nothing: bring the old one back from its copy')


def tell(event: ApplicationCreated) -> None:
    """Subscriber: say so in the log, but not of a portal that is being made."""
    registry = event.app.registry
    path = registry.getUtility(ISettings).secret_file
    if is_new(path):
        with portal_as_known(registry) as portal:
            if portal is not None and _has_accounts(portal):
                log.warning(_LOST, path)


def _has_accounts(portal: IPortal) -> bool:
    try:
        return len(portal['accounts']) > 0
    except POSError:  # a portal that cannot be read starts, and its pages say so
        return False


def includeme(config: Configurator) -> None:
    config.add_subscriber(tell, ApplicationCreated)

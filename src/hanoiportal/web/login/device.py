"""Thiết bị quen: a signed cookie by which a device is known that an account was opened with.

It opens nothing.  Wrong passwords on such a device are counted for it alone, see
``authentication.attempts``, so that strangers cannot keep an account's owner out.
"""
import secrets

from zope.interface import Attribute, Interface, implementer

from ...base.settings import ISettings
from .lasting import headers_with, profile_of

COOKIE = 'thiet-bi'
DAYS = 180
#: Accounts of one device; that of who came longest ago is forgotten.
MOST = 8


class IDevices(Interface):
    """The ``Devices`` of this process, as a utility."""

    known = Attribute('see ``Devices``')


@implementer(IDevices)
class Devices:
    """Reads and writes the cookie."""

    def __init__(self, settings):
        self._profile = profile_of(settings, COOKIE, 'hanoiportal.device.', 'Lax', days=DAYS)

    def known(self, request, account):
        """Return the id of the device if ``account`` was opened with it, else ``''``."""
        return self._accounts(request).get(account.id, '')

    def remember(self, request, account):
        """Let the answer to ``request`` make the device known to ``account``; its id changes, so
        that what was counted of a copy of the cookie is not counted for it.
        """
        headers = headers_with(
            self._profile, self._accounts(request), account.id, secrets.token_hex(8), MOST)
        request.add_response_callback(
            lambda request, response: response.headerlist.extend(headers))

    def _accounts(self, request):
        found = self._profile.bind(request).get_value()
        return found if isinstance(found, dict) else {}


def includeme(config):
    settings = config.registry.getUtility(ISettings)
    config.registry.registerUtility(Devices(settings), IDevices)

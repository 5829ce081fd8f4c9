"""What the codes of links have opened in this browser: a signed cookie of the hashes of codes
(ADR 50).

An address names what it shows by the first digits of its hash, and only this cookie opens it: no
address and no log holds anything by which somebody else could.
"""
from zope.interface import Attribute, Interface, implementer

from ...base.settings import ISettings
from .lasting import headers_with, profile_of

COOKIE = 'da-mo'
#: How long one code opens; the link itself may end sooner.
HOURS = 12
#: Links of one browser; that which was opened longest ago is forgotten.
MOST = 8
_DIGITS = 16


class IRedeemedLinks(Interface):
    """The ``RedeemedLinks`` of this process, as a utility."""

    key = Attribute('see ``RedeemedLinks``')


@implementer(IRedeemedLinks)
class RedeemedLinks:
    """Reads and writes the cookie.  ``key``: hexadecimal, as ``security.tokens.key_of`` gives."""

    def __init__(self, settings):
        self._profile = profile_of(
            settings, COOKIE, 'hanoiportal.opened.', 'Strict', hours=HOURS)

    def key(self, request, name, now):
        """Return the key that ``name`` stands for if its code was given with this browser less
        than ``HOURS`` ago, else ``''``.  ``now``: aware ``datetime``.
        """
        return next((key for key in self._keys(request, now) if name_of(key) == name), '')

    def remember(self, request, response, key, now):
        """Let ``response`` open what ``key`` is the key of, besides what is open."""
        until = int(now.timestamp()) + HOURS * 3600
        response.headerlist.extend(headers_with(
            self._profile, self._keys(request, now), key, until, MOST))

    def _keys(self, request, now):
        """Return ``{key: seconds since 1970 until which it opens}``."""
        found = self._profile.bind(request).get_value() or {}
        return {key: until for key, until in found.items() if now.timestamp() < until}


def name_of(key):
    """Return what an address says instead of the code with ``key``; it opens nothing."""
    return key[:_DIGITS]


def includeme(config):
    settings = config.registry.getUtility(ISettings)
    config.registry.registerUtility(RedeemedLinks(settings), IRedeemedLinks)

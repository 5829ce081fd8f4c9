"""The provider: what it says of itself (OpenID Connect Discovery 1.0), and its keys.

Both are kept for an hour.  When it could not be reached nobody asks it again for some seconds.
"""
import datetime
from urllib.parse import urlsplit

from .fetching import fetch
from .interfaces import DOWN, WRONG, Unconfirmed

KEPT = datetime.timedelta(hours=1)
#: Pause after it could not be reached, and between two looks for keys that are not known.
PAUSE = datetime.timedelta(seconds=20)
RENEWED = datetime.timedelta(seconds=60)
_WELL_KNOWN = '/.well-known/openid-configuration'
_ENDPOINTS = 'authorization_endpoint', 'token_endpoint', 'jwks_uri'
USERINFO = 'userinfo_endpoint'
_LONGEST = 1000
_LONG_AGO = datetime.datetime.min.replace(tzinfo=datetime.timezone.utc)


class Provider:
    """What is kept of the one that calls itself ``issuer``.  ``now``: aware ``datetime``."""

    def __init__(self, issuer):
        self.issuer = issuer
        self._metadata = self._keys = None
        self._read_at = self._keys_at = self._down_at = _LONG_AGO

    def metadata(self, now, deadline):
        """Return what it says of itself, a mapping.  Raises ``Unconfirmed``."""
        if not self._is_endpoint(self.issuer):
            raise Unconfirmed(WRONG, 'portal.vneid_issuer is no address')
        if self._metadata is None or now - self._read_at >= KEPT:
            found = self.ask(self.issuer.rstrip('/') + _WELL_KNOWN, now, deadline)
            self._metadata, self._read_at = self._believed(found), now
        return self._metadata

    def _believed(self, found):
        """Return ``found`` if it is of this issuer and says all that is needed."""
        if found.get('issuer') != self.issuer:
            raise Unconfirmed(WRONG, 'metadata of another issuer')
        wanted = (*_ENDPOINTS, *((USERINFO,) if USERINFO in found else ()))
        if not all(self._is_endpoint(found.get(name)) for name in wanted):
            raise Unconfirmed(WRONG, 'metadata without an endpoint, or one not by HTTPS')
        return found

    def _is_endpoint(self, address):
        if not isinstance(address, str) or not address.isascii() or len(address) > _LONGEST:
            return False
        try:
            parts = urlsplit(address)
            there = parts.hostname and (parts.port is None or parts.port)
        except ValueError:
            return False
        return bool(there and '@' not in parts.netloc and '#' not in address
                    and not set(address) & set(' \\"<>\t\r\n')
                    and parts.scheme in ('https', urlsplit(self.issuer).scheme))

    def keys(self, kid, now, deadline):
        """Return its keys, mappings (JWK); read again, seldom, if none is called ``kid``."""
        if self._keys is None or now - self._keys_at >= KEPT or (
                now - self._keys_at >= RENEWED and not self._knows(kid)):
            found = self.ask(self.metadata(now, deadline)['jwks_uri'], now, deadline).get('keys')
            if not isinstance(found, list):
                raise Unconfirmed(WRONG, 'no list of keys')
            self._keys = [each for each in found if isinstance(each, dict)]
            self._keys_at = now
        return self._keys

    def _knows(self, kid):
        return any(each.get('kid') == kid for each in self._keys)

    def ask(self, address, now, deadline, **how):
        """Return the mapping that ``address`` answers; ``how``: as ``fetch`` takes it.

        Raises ``Unconfirmed``; with ``WRONG`` if the provider refuses what it is asked.
        """
        if now - self._down_at < PAUSE:
            raise Unconfirmed(DOWN, 'it could not be reached a moment ago')
        try:
            status, found = fetch(address, deadline, **how)
        except Unconfirmed:
            self._down_at = now
            raise
        if status != 200:
            raise Unconfirmed(WRONG, f'status {status}')
        return found

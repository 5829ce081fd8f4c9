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
#: Ways in which it takes the secret of the client.
METHODS = 'token_endpoint_auth_methods_supported'
_LONGEST = 1000
_SCHEMES = {'https', 'http'}
_LONG_AGO = datetime.datetime.min.replace(tzinfo=datetime.timezone.utc)


class Provider:
    """What is kept of the one that calls itself ``issuer``.  ``http``: ``IHttp``.

    ``now``: aware ``datetime``.
    """

    def __init__(self, issuer, http):
        self.issuer, self._http = issuer, http
        self._metadata = self._keys = None
        self._read_at = self._keys_at = self._down_at = _LONG_AGO

    def metadata(self, now, deadline):
        """Return what it says of itself, a mapping.  Raises ``Unconfirmed``."""
        if not self._is_endpoint(self.issuer):
            raise Unconfirmed(WRONG, 'portal.vneid_issuer is no address')
        if self._metadata is None or not _is_within(KEPT, self._read_at, now):
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
        if not isinstance(found.get(METHODS, []), list):
            raise Unconfirmed(WRONG, f'metadata with {METHODS} that are no list')
        return found

    def _is_endpoint(self, address):
        if not (isinstance(address, str) and address.isascii() and address.isprintable()
                and len(address) <= _LONGEST):
            return False
        try:
            parts = urlsplit(address)
            there = parts.hostname and (parts.port is None or parts.port)
        except ValueError:
            return False
        return bool(there and '@' not in parts.netloc and '#' not in address
                    and not set(address) & set(' \\"<>')
                    and parts.scheme in _SCHEMES
                    and parts.scheme in ('https', urlsplit(self.issuer).scheme))

    def keys(self, kid, now, deadline):
        """Return its keys, mappings (JWK); read again, seldom, if none is called ``kid``."""
        kept = KEPT if self._knows(kid) else RENEWED
        if self._keys is None or not _is_within(kept, self._keys_at, now):
            found = self.ask(self.metadata(now, deadline)['jwks_uri'], now, deadline).get('keys')
            if not isinstance(found, list):
                raise Unconfirmed(WRONG, 'no list of keys')
            self._keys = [each for each in found if isinstance(each, dict)]
            self._keys_at = now
        return self._keys

    def _knows(self, kid):
        return any(each.get('kid') == kid for each in self._keys or ())

    def ask(self, address, now, deadline, **how):
        """Return the mapping that ``address`` answers; ``how``: as ``fetch`` takes it.

        Raises ``Unconfirmed``; with ``WRONG`` if the provider refuses what it is asked.
        """
        if _is_within(PAUSE, self._down_at, now):
            raise Unconfirmed(DOWN, 'it could not be reached a moment ago')
        try:
            status, found = fetch(self._http, address, deadline, **how)
        except Unconfirmed:
            self._down_at = now
            raise
        if status != 200:
            raise Unconfirmed(WRONG, f'status {status}')
        return found


def _is_within(span, moment, now):
    """Return whether less than ``span`` lies between; also when the clock was put back."""
    return abs(now - moment) < span

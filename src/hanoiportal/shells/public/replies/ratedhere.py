"""What this browser has rated: a sealed cookie, so that one device rates a thing once a month.

It is no proof: who throws it away may rate again.  It names things, not values, and stays with the
browser.
"""
from __future__ import annotations

from pyramid.request import Request
from pyramid.response import Response

from ....base.interfaces import IClock
from ....kernel.security.crypto.sealing import ISealing
from ....web.login.sealedcookies import SealedCookie

#: Minutes that it is remembered; things, of which that rated longest ago is forgotten.
MINUTES, MOST = 30 * 24 * 60, 60
_COOKIE = SealedCookie('da-danh-gia', MINUTES, 'Lax')


class RatedHere:
    """Reads and writes the cookie of ``request``."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._sealing = request.registry.getUtility(ISealing)
        self._now = request.registry.getUtility(IClock).now()

    def axes(self, thing: int) -> list[str]:
        """Return the codes of the axes along which the thing with that object id was rated."""
        return list(self._all().get(str(thing), ()))

    def remember(self, response: Response, thing: int, axis: str) -> None:
        """Let ``response`` say that it was rated along ``axis``."""
        found = self._all()
        known = [*found.pop(str(thing), ()), axis]
        kept = [*found.items(), (str(thing), known)][-MOST:]
        _COOKIE.write(
            self._request, response, self._sealing, self._now, {'rated': dict(kept)})

    def _all(self) -> dict[str, list[str]]:
        found = _COOKIE.read(self._request, self._sealing, self._now)
        return dict(found.get('rated', {}))

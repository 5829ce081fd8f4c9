"""Which cases a browser has opened: a sealed cookie, for two hours.

An address names a case by letters that say nothing and that open nothing in another browser.
"""
import secrets

from pyramid.request import Request
from pyramid.response import Response

from ....base.interfaces import IClock
from ....kernel.security.crypto.sealing import ISealing
from ....web.login.sealedcookies import SealedCookie

#: Cases of one browser; that which was opened longest ago is forgotten.
MINUTES, MOST = 120, 8
_COOKIE = SealedCookie('ho-so', MINUTES, 'Strict')


class OpenedCases:
    """Reads and writes the cookie of ``request``."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._sealing = request.registry.getUtility(ISealing)
        self._now = request.registry.getUtility(IClock).now()

    def number(self, name: str) -> int | None:
        """Return the number of the case that ``name`` stands for in this browser, else ``None``.
        """
        return self._all().get(name)

    def remember(self, response: Response, number: int) -> str:
        """Let ``response`` open the case with that number; return its name in addresses."""
        found = self._all()
        name = next((each for each, known in found.items() if known == number), '')
        name = name or secrets.token_hex(8)
        found.pop(name, None)
        kept = [*found.items(), (name, number)][-MOST:]
        _COOKIE.write(self._request, response, self._sealing, self._now, {'cases': dict(kept)})
        return name

    def _all(self) -> dict[str, int]:
        found = _COOKIE.read(self._request, self._sealing, self._now)
        return dict(found.get('cases', {}))

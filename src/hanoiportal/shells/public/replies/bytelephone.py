"""Who posts, confirmed by a code in a short message: what their browser keeps while it is on its
way (ADR 104).
"""
from __future__ import annotations

from pyramid.decorator import reify
from pyramid.request import Request
from pyramid.response import Response

from ....participation.identities.interfaces import CODE_MINUTES, CODE_OVER, MANY, Unconfirmed
from ....web.login.sealedcookies import SealedCookie
from ....web.login.throttle import IThrottles
from .confirming import KeptInBrowser

_CODE = SealedCookie('dien-thoai', CODE_MINUTES, 'Strict')


class ConfirmingByTelephone(KeptInBrowser):
    """Confirming by a code in a short message who does what ``key`` names."""

    def __init__(self, request: Request, key: str) -> None:
        super().__init__(request)
        self._key = key

    @reify
    def is_waiting(self) -> bool:
        """Whether this browser has asked for a code that it may still type."""
        return bool(self._token)

    @reify
    def _token(self) -> str:
        found = self.read(_CODE)
        return str(found['token']) if found.get('key') == self._key else ''

    def ask(self, number: str, response: Response) -> None:
        """Have a code sent to ``number``.  Raises ``Unconfirmed``."""
        request = self.request
        if request.registry.getUtility(IThrottles).hit(
                'telephone', request.remote_addr or '', self.now):
            raise Unconfirmed(MANY)
        token = self.telephones.ask(request.root, number, request.language.tag, self.now)
        self.write(_CODE, response, {'key': self._key, 'token': token})

    def enter(self, code: str, response: Response) -> None:
        """Let the browser keep who typed ``code``.  Raises ``Unconfirmed``."""
        if not self.telephones.is_open or not self.is_waiting:
            raise Unconfirmed(CODE_OVER)
        identity = self.telephones.confirm(self.request.root, self._token, code, self.now)
        self.keep(self._key, identity, response)
        super().forget(_CODE, response)

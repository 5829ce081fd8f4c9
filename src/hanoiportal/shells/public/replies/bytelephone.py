"""Who holds a telephone, confirmed by a code in a short message: what their browser keeps while it
is on its way (ADR 104).
"""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyramid.decorator import reify
from pyramid.request import Request
from pyramid.response import Response

from ....participation.identities.interfaces import BY_TELEPHONE, Identity
from ....platform.sms.interfaces import CODE_MINUTES, CODE_OVER, MANY, NotConfirmed, Telephone
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

    @property
    def _token(self) -> str:
        return str(self._kept.get('token', ''))

    @property
    def asked(self) -> Mapping[str, object]:
        """What was kept besides when the code was asked for; ``{}`` for nothing."""
        found: Mapping[str, object] = self._kept.get('asked', {})
        return found

    @reify
    def _kept(self) -> Mapping[str, Any]:
        found = self.read(_CODE)
        return found if found.get('key') == self._key else {}

    def ask(self, number: str, response: Response,
            asked: Mapping[str, object] | None = None) -> None:
        """Have a code sent to ``number``, and keep what is ``asked`` meanwhile.  Raises
        ``NotConfirmed``.
        """
        request = self.request
        if request.registry.getUtility(IThrottles).hit(
                'telephone', request.remote_addr or '', self.now):
            raise NotConfirmed(MANY)
        token = self.telephones.ask(request.root, number, request.language.tag, self.now)
        self.write(_CODE, response, {'key': self._key, 'token': token, 'asked': asked or {}})

    def confirmed(self, code: str) -> Telephone:
        """Return the telephone of who typed ``code``.  Raises ``NotConfirmed``."""
        if not self.telephones.is_open or not self.is_waiting:
            raise NotConfirmed(CODE_OVER)
        found: Telephone = self.telephones.confirm(
            self.request.root, self._token, code, self.now)
        return found

    def let_go(self, response: Response) -> None:
        """Let the browser forget that a code was asked for."""
        super().forget(_CODE, response)

    def enter(self, code: str, response: Response) -> None:
        """Let the browser keep who typed ``code``.  Raises ``NotConfirmed``."""
        found = self.confirmed(code)
        self.let_go(response)
        self.keep(self._key, Identity(found.number, found.mark, BY_TELEPHONE, self.now), response)

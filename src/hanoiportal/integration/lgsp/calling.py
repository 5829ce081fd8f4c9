"""One delivery to the platform: with a token, renewed once if it holds no longer."""
from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ...base.profiles import Profile, said_in
from ...base.settings import ISettings
from ...platform.http.interfaces import (
    OURS_REFUSED,
    Client,
    Deadline,
    HttpAnswer,
    IHttp,
    ITokens,
    NoToken,
)
from ..deliveries.interfaces import LATER, NO_TOKEN, Receipt, Settings

if TYPE_CHECKING:
    from pyramid.registry import Registry

#: Bytes of an answer.
MOST_BYTES = 64 * 1024
_OK, _UNKNOWN_TOKEN, _PASSING = range(200, 300), 401, frozenset({429, *range(500, 600)})
#: nginx says so by a page, with the status 400, instead of an alert of TLS.
_OF_NGINX = b'SSL certificate'


class Calling:
    """The requests of one delivery, which share ``deadline``.  ``given``, ``secret``: what the
    operator has set of the connection.
    """

    def __init__(self, registry: Registry, profile: Profile, given: Settings, secret: str,
                 deadline: Deadline) -> None:
        """Raises ``OSError`` for a certificate that is of no use."""
        self._http: IHttp = registry.getUtility(IHttp)
        self._tokens: ITokens = registry.getUtility(ITokens)
        settings = registry.getUtility(ISettings)
        self._tls = self._http.tls(settings.lgsp_certificate, settings.lgsp_authority)
        self._profile, self._deadline = profile, deadline
        self._client = Client(
            str(given['token_address']), str(given['user']), secret,
            tuple(profile.below('token_form').items()), profile['token'],
            profile['token_seconds'])

    def told(self, address: str, said: Mapping[str, object]) -> Receipt | HttpAnswer:
        """Tell ``address`` what is ``said``; return what came of it."""
        body = json.dumps(said, ensure_ascii=False).encode()
        came = self._with_token(lambda access: self._post(
            address, body, {'Content-Type': 'application/json', **access}))
        return came if isinstance(came, Receipt) else self._judged(came)

    def asked(self, address: str, most: int) -> Receipt | HttpAnswer:
        """Ask for what ``address`` has, ``most`` bytes of it; return what came."""
        return self._with_token(lambda access: self._http.send(
            address, self._deadline, b'', {'Accept': 'application/json', **access}, most, 'GET',
            is_set=True, tls=self._tls))

    def _with_token(self,
                    ask: Callable[[Mapping[str, str]], HttpAnswer]) -> Receipt | HttpAnswer:
        for _turn in range(2):
            try:
                token = self._tokens.token(self._client, self._post)
            except NoToken as none:
                return Receipt(LATER, none.status, NO_TOKEN)
            answer = ask(self._profile.access(token))
            if answer.status != _UNKNOWN_TOKEN:
                return answer
            self._tokens.drop(self._client)
        return Receipt(LATER, _UNKNOWN_TOKEN, NO_TOKEN)

    def _post(self, address: str, body: bytes, headers: dict[str, str]) -> HttpAnswer:
        return self._http.send(
            address, self._deadline, body, {'Accept': 'application/json', **headers}, MOST_BYTES,
            is_set=True, tls=self._tls)

    @staticmethod
    def _judged(answer: HttpAnswer) -> Receipt | HttpAnswer:
        """Return ``answer``, or what it is in truth: the platform itself speaks JSON, and it alone
        refuses a message for good.
        """
        if answer.status in _OK:
            return answer
        if _OF_NGINX in answer.body:
            return Receipt(LATER, answer.status, OURS_REFUSED)
        is_of_platform = isinstance(said_in(answer.body), dict)
        is_final = answer.status not in _PASSING
        return Receipt(LATER, answer.status) if is_final and not is_of_platform else answer

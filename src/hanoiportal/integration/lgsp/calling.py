"""One delivery to the platform: with a token, renewed once if it holds no longer."""
from __future__ import annotations

import json
import ssl
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from ...base.profiles import Profile, text_at
from ...platform.http.interfaces import OURS_REFUSED, Deadline, HttpAnswer, IHttp
from ..deliveries.interfaces import (
    ACCEPTED,
    LATER,
    LONGEST,
    NO_RECEIPT,
    NO_TOKEN,
    REFUSED,
    Receipt,
)
from .tokens import Client, NoToken, Tokens

if TYPE_CHECKING:
    from pyramid.registry import Registry

#: Bytes of an answer.
MOST_BYTES = 64 * 1024
OUTCOMES = frozenset({ACCEPTED, REFUSED, LATER})
_OK, _WRONG = range(200, 300), frozenset({400, 405, 409, 413, 415, 422})
_UNKNOWN_TOKEN, _MOST_WAIT = 401, 7
#: nginx says so by a page, with the status 400, instead of an alert of TLS.
_OF_NGINX = b'SSL certificate'


class Calling:
    """The requests of one delivery, which share ``deadline``."""

    def __init__(self, registry: Registry, profile: Profile, tls: ssl.SSLContext,
                 deadline: Deadline) -> None:
        self._http: IHttp = registry.getUtility(IHttp)
        self._profile, self._tls, self._deadline = profile, tls, deadline

    def told(self, tokens: Tokens, client: Client, address: str,
             said: Mapping[str, object]) -> Receipt:
        """Tell ``address`` what is ``said``; return its receipt."""
        body, answer = json.dumps(said, ensure_ascii=False).encode(), None
        for _turn in range(2):
            try:
                token = tokens.token(client, self._post)
            except NoToken as none:
                return Receipt(LATER, none.status, NO_TOKEN)
            answer = self._post(address, body, {
                'Content-Type': 'application/json',
                self._profile['header']: self._profile['header_value'].replace('<token>', token)})
            if answer.status != _UNKNOWN_TOKEN:
                return self._receipt(answer)
            tokens.drop(client)
        return Receipt(LATER, _UNKNOWN_TOKEN, NO_TOKEN)

    def _post(self, address: str, body: bytes, headers: dict[str, str]) -> HttpAnswer:
        return self._http.send(
            address, self._deadline, body, {'Accept': 'application/json', **headers}, MOST_BYTES,
            is_set=True, tls=self._tls)

    def _receipt(self, answer: HttpAnswer) -> Receipt:
        """Return what ``answer`` says.  The platform itself speaks JSON, and it alone refuses a
        message for good.
        """
        status, profile = answer.status, self._profile
        try:
            said = json.loads(answer.body)
        except (ValueError, RecursionError):
            said = None
        text = partial(text_at, said, longest=LONGEST)
        note = text(profile['note']) or text(profile['fault'])
        if status not in _OK:
            if _OF_NGINX in answer.body:
                return Receipt(LATER, status, OURS_REFUSED)
            wait = answer.headers.get('retry-after', '')[:_MOST_WAIT]
            return Receipt(
                REFUSED if status in _WRONG and isinstance(said, dict) else LATER, status, note,
                int(wait) if wait.isascii() and wait.isdecimal() else 0)
        outcome = profile.below('outcome').get(text(profile['outcome']), '')
        reference = text(profile['receipt'])
        if outcome not in OUTCOMES or outcome == ACCEPTED and not reference:
            return Receipt(LATER, status, NO_RECEIPT)
        return Receipt(outcome, status, note if outcome != ACCEPTED else '',
                       reference=reference if outcome == ACCEPTED else '')

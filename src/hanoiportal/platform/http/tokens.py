"""Tokens by client credentials (RFC 6749, 4.4), kept until they end."""
from __future__ import annotations

import base64
import time
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from zope.interface import implementer

from ...base.profiles import said_in, text_at
from .interfaces import ITokens, NoToken

if TYPE_CHECKING:
    from .interfaces import Client, Post

#: Seconds before its end from which on a token is not used; of one that does not say when it ends;
#: characters of a token.
EARLY, UNSAID, LONGEST = 30, 300, 4096
_OK, _MOST_DIGITS = 200, 8


@implementer(ITokens)
class Tokens:
    """``ITokens`` for one process.  ``clock``: seconds that only grow."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: dict[Client, tuple[str, float]] = {}

    def token(self, client: Client, post: Post) -> str:
        """See ``ITokens``."""
        text, end = self._kept.get(client, ('', 0.0))
        if not text or end <= self._clock():
            text, end = self._new(client, post)
            self._kept[client] = text, end
        return text

    def drop(self, client: Client) -> None:
        """See ``ITokens``."""
        self._kept.pop(client, None)

    def _new(self, client: Client, post: Post) -> tuple[str, float]:
        asked = self._clock()
        basic = base64.b64encode(f'{client.user}:{client.secret}'.encode()).decode()
        given = urlencode({name: text for name, text in client.form if text})
        answer = post(client.address, given.encode(), {
            'Content-Type': 'application/x-www-form-urlencoded',
            'Authorization': f'Basic {basic}'})
        said = said_in(answer.body) if answer.status == _OK else None
        text = text_at(said, client.token, LONGEST + 1)
        if not text or len(text) > LONGEST or not text.isascii() or ' ' in text:
            raise NoToken(answer.status)
        lasts = text_at(said, client.seconds, _MOST_DIGITS)
        seconds = int(lasts) if lasts.isascii() and lasts.isdecimal() else UNSAID
        return text, asked + seconds - EARLY

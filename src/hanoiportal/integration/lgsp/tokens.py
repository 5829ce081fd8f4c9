"""Tokens of the platform: by client credentials (RFC 6749, 4.4), kept until they end."""
from __future__ import annotations

import base64
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from ...base.profiles import said_in, text_at

if TYPE_CHECKING:
    from ...base.profiles import Profile
    from ...platform.http.interfaces import HttpAnswer

#: Seconds before its end from which on a token is not used; of one that does not say when it ends;
#: characters of a token.
EARLY, UNSAID, LONGEST = 30, 300, 4096
_OK, _MOST_DIGITS = 200, 8
#: Sends a body with headers to an address.
Post = Callable[[str, bytes, dict[str, str]], 'HttpAnswer']


class Client(NamedTuple):
    """As whom the portal asks for tokens, and where."""

    address: str
    user: str
    secret: str


class NoToken(Exception):
    """The platform gave none.  ``status``: of its answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Tokens:
    """The tokens of this process.  ``clock``: seconds that only grow."""

    def __init__(self, profile: Profile, clock: Callable[[], float] = time.monotonic) -> None:
        self._profile, self._clock = profile, clock
        self._kept: dict[Client, tuple[str, float]] = {}

    def token(self, client: Client, post: Post) -> str:
        """Return a token of ``client``, a new one if there is none.  Raises ``NoToken``."""
        text, end = self._kept.get(client, ('', 0.0))
        if not text or end <= self._clock():
            text, end = self._new(client, post)
            self._kept[client] = text, end
        return text

    def drop(self, client: Client) -> None:
        """Use the token of ``client`` no more."""
        self._kept.pop(client, None)

    def _new(self, client: Client, post: Post) -> tuple[str, float]:
        asked, form = self._clock(), self._profile.below('token_form')
        basic = base64.b64encode(f'{client.user}:{client.secret}'.encode()).decode()
        given = urlencode({name: text for name, text in form.items() if text})
        answer = post(client.address, given.encode(), {
            'Content-Type': 'application/x-www-form-urlencoded',
            'Authorization': f'Basic {basic}'})
        said = said_in(answer.body) if answer.status == _OK else None
        text = text_at(said, self._profile['token'], LONGEST + 1)
        if not text or len(text) > LONGEST or not text.isascii() or ' ' in text:
            raise NoToken(answer.status)
        lasts = text_at(said, self._profile['token_seconds'], _MOST_DIGITS)
        seconds = int(lasts) if lasts.isascii() and lasts.isdecimal() else UNSAID
        return text, asked + seconds - EARLY

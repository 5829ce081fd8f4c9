"""Cookies whose bearer cannot read them: sealed, HttpOnly, for some minutes and one purpose."""
import base64
import datetime
import json
from collections.abc import Mapping
from typing import Any

import brotli
from pyramid.request import Request
from pyramid.response import Response

from ...base.settings import ISettings
from ...kernel.security.authentication.sessions import own_name
from ...kernel.security.crypto.sealing import Sealing
from .cookies import hidden_cookie

#: Letters of a value.  Browsers take 4,096; with all other headers of an answer it must fit into
#: the 4 KB that a proxy keeps for them.
LONGEST = 2400
_UNTIL = 'until'


class TooLong(ValueError):
    """More than a cookie holds."""


class SealedCookie:
    """The cookie ``name``.  ``minutes``: how long it holds.  ``samesite``: ``Lax`` or ``Strict``.

    ``now``: aware ``datetime``.  What it holds is a mapping that JSON can say.
    """

    def __init__(self, name: str, minutes: int, samesite: str) -> None:
        self._name, self._minutes, self._samesite = name, minutes, samesite

    def read(self, request: Request, sealing: Sealing,
             now: datetime.datetime) -> Mapping[str, Any]:
        """Return what this browser keeps, ``{}`` if that is nothing, over or forged."""
        found = self._profile(request, sealing).bind(request).get_value() or {}
        return found if now.timestamp() < found.get(_UNTIL, 0) else {}

    def write(self, request: Request, response: Response, sealing: Sealing,
              now: datetime.datetime, content: Mapping[str, object]) -> None:
        """Let ``response`` leave ``content`` in the browser.  Raises ``TooLong``."""
        until = int(now.timestamp()) + self._minutes * 60
        response.headerlist.extend(self._profile(request, sealing).get_headers(
            {**content, _UNTIL: until}, domains=(None,)))

    def forget(self, request: Request, response: Response, sealing: Sealing) -> None:
        """Let the browser forget it, if it has it."""
        if own_name(self._name, request.registry.getUtility(ISettings)) in request.cookies:
            response.headerlist.extend(self._profile(request, sealing).get_headers(
                None, domains=(None,), max_age=0))

    def _profile(self, request, sealing):
        return hidden_cookie(
            request.registry.getUtility(ISettings), self._name, self._samesite,
            self._minutes * 60, _Serializer(sealing, f'cookie {self._name}'))


class _Serializer:
    """Mappings to letters and back.  ``owner``: what they are sealed for."""

    def __init__(self, sealing, owner):
        self._sealing, self._owner = sealing, owner

    def dumps(self, content):
        """Return ``content`` as letters of a cookie.  Raises ``TooLong``."""
        # A window that holds a cookie: the usual one of 4 MB is cleared for each.
        packed = brotli.compress(
            json.dumps(content, ensure_ascii=False).encode(), quality=9, lgwin=16)
        value = base64.urlsafe_b64encode(self._sealing.seal_bytes(packed, self._owner))
        if len(value) > LONGEST:
            raise TooLong(len(value))
        return value

    def loads(self, value):
        """Return what ``value`` was made of.  Raises ``ValueError`` if it was not sealed here."""
        packed = self._sealing.opened_bytes(base64.urlsafe_b64decode(value), self._owner)
        return json.loads(brotli.decompress(packed))

"""A form that somebody sends again after going back in the browser leads to the receipt there is.

A sealed cookie of this browser says which forms it has sent, by hashes of what was typed; so
nobody else gets a receipt by typing the same words.
"""
from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256

from pyramid.request import Request
from pyramid.response import Response

from ...base.interfaces import IClock
from ...kernel.security.crypto.sealing import ISealing
from ...web.login.sealedcookies import SealedCookie
from .interfaces import CaseForm, ISentForms
from .typed import Typed
from .waiting import HOURS

#: Forms of one browser that are known; the one that was sent longest ago is forgotten.
MOST = 5
_COOKIE = SealedCookie('da-gui', 60 * HOURS, 'Strict')


class SentBefore:
    """What the browser of ``request`` has sent of ``form`` at the site that it asks."""

    def __init__(self, request: Request, form: CaseForm) -> None:
        self._request, self._form = request, form
        self._sealing = request.registry.getUtility(ISealing)
        self._now = request.registry.getUtility(IClock).now()

    def receipt(self, typed: Typed) -> Mapping[str, str | int] | None:
        """Return what ``ISentForms`` noted of the same form, ``None`` if it was not sent."""
        token = self._all().get(self._digest(typed))
        if token is None:
            return None
        found: Mapping[str, str | int] | None = self._request.service(ISentForms).receipt(token)
        return found

    def remember(self, response: Response, typed: Typed, token: str) -> None:
        """Let the browser know that ``typed`` was sent as the form ``token``."""
        kept = [*self._all().items(), (self._digest(typed), token)][-MOST:]
        _COOKIE.write(self._request, response, self._sealing, self._now, {'forms': dict(kept)})

    def _all(self) -> dict[str, str]:
        return dict(_COOKIE.read(self._request, self._sealing, self._now).get('forms', {}))

    def _digest(self, typed: Typed) -> str:
        content = [
            self._form.slug, str(self._request.context.__oid__), typed.capacity,
            sorted((name, value.strip()) for name, value in typed.values.items()),
            sorted((name, value) for name, value in typed.chosen.items() if value),
            [[each.filename, each.size] for each in typed.files]]
        return sha256(json.dumps(content).encode()).hexdigest()[:32]

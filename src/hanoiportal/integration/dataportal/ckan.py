"""CKAN's action API: one call, what its answer says, and what that means for a delivery.

https://docs.ckan.org/en/2.11/api/index.html: a POST of JSON to ``/api/3/action/ACTION`` with the
token in ``Authorization``; the answer has ``success`` and ``result``, or ``error``.
"""
from __future__ import annotations

from collections.abc import Mapping

from ...base.profiles import said_in
from ...platform.http.interfaces import Deadline, HttpAnswer, IHttp
from ..deliveries.interfaces import LATER, LONGEST, NO_RECEIPT, NO_TOKEN, REFUSED, Receipt

#: Bytes of an answer.
MOST_BYTES = 1024 * 1024
_OK, _DENIED, _NOT_FOUND, _CONFLICT = 200, frozenset({401, 403}), 404, 409


class NotTaken(Exception):
    """Raised with what an answer means, a ``Receipt`` or an ``HttpAnswer``."""


class NotThere(NotTaken):
    """Raised if CKAN does not know what was named."""


class Ckan:
    """The actions at ``address`` for the holder of ``token``, all of them before ``deadline``."""

    def __init__(self, http: IHttp, address: str, token: str, deadline: Deadline) -> None:
        self._http, self._address = http, address.rstrip('/')
        self._token, self._deadline = token, deadline

    def do(self, action: str, said: Mapping[str, object]) -> object:
        """Return the result of ``action``.  Raises ``NotTaken``, ``NoAnswer``."""
        answer = self._http.send_json(
            f'{self._address}/api/3/action/{action}', self._deadline, said,
            {'Authorization': self._token}, MOST_BYTES)
        found = said_in(answer.body)
        told: Mapping[str, object] = found if isinstance(found, dict) else {}
        if answer.status == _OK:
            if told.get('success') is not True or 'result' not in told:
                raise NotTaken(Receipt(LATER, answer.status, NO_RECEIPT))
            return told['result']
        error = told.get('error')
        if answer.status == _NOT_FOUND and isinstance(error, dict):
            raise NotThere(Receipt(LATER, answer.status, _words(error)))
        raise NotTaken(_meaning(answer, error))


def _meaning(answer: HttpAnswer, error: object) -> Receipt | HttpAnswer:
    if answer.status in _DENIED:
        return Receipt(LATER, answer.status, NO_TOKEN)
    if answer.status == _CONFLICT and isinstance(error, dict):
        return Receipt(REFUSED, answer.status, _words(error))
    return answer


def _words(error: Mapping[str, object]) -> str:
    """Return what an ``error`` says: its message, else each field with what is wrong with it."""
    parts = [f'{name}: {_flat(value)}' for name, value in error.items()
             if name not in ('__type', 'message')]
    said = '; '.join(parts) or _flat(error.get('message', error.get('__type', '')))
    return ''.join(sign if sign.isprintable() else ' ' for sign in said)[:LONGEST]


def _flat(value: object) -> str:
    if isinstance(value, list):
        return ', '.join(filter(None, map(_flat, value)))
    if isinstance(value, dict):
        return ', '.join(f'{name}: {_flat(each)}' for name, each in value.items())
    return str(value)

"""CKAN's action API: packages put and deleted by it, and what its answers mean for a delivery.

https://docs.ckan.org/en/2.11/api/index.html: a POST of JSON to ``/api/3/action/ACTION`` with the
token in ``Authorization``; the answer has ``success`` and ``result``, or ``error``.
"""
from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import cast

from ...base.profiles import said_in
from ...platform.http.interfaces import Deadline, HttpAnswer, IHttp
from ..deliveries.interfaces import (
    ACCEPTED,
    LATER,
    LONGEST,
    NO_RECEIPT,
    NO_TOKEN,
    REFUSED,
    Receipt,
)

#: Bytes of an answer.
MOST_BYTES = 1024 * 1024
_OK, _DENIED, _NOT_FOUND, _CONFLICT = 200, frozenset({401, 403}), 404, 409
Described = Mapping[str, object]


class NotTaken(Exception):
    """Raised with what an answer means, a ``Receipt`` or an ``HttpAnswer``."""


class NotThere(NotTaken):
    """Raised if CKAN does not know what was named."""


class Ckan:
    """The actions at ``address`` for the holder of ``token``, all of them before ``deadline``.

    Each raises ``NotTaken``, ``NoAnswer``.
    """

    def __init__(self, http: IHttp, address: str, token: str, deadline: Deadline) -> None:
        self._http, self._address = http, address.rstrip('/')
        self._token, self._deadline = token, deadline

    def put(self, package: Described) -> Receipt:
        """Change the package, or make it if there is none with its name."""
        try:
            there = self._done('package_show', {'id': package['name']})
        except NotThere:
            self._done('package_create', package)
            return Receipt(ACCEPTED, 200)
        resources = there.get('resources', []) if isinstance(there, dict) else None
        if not isinstance(resources, list):
            return Receipt(LATER, 200, NO_RECEIPT)
        self._done('package_patch', {**package, 'id': package['name'], 'resources': [
            _as_there(each, resources) for each in cast('list[Described]', package['resources'])]})
        return Receipt(ACCEPTED, 200)

    def delete(self, name: str) -> Receipt:
        """Delete the package; one that is not there is deleted already."""
        with suppress(NotThere):
            self._done('package_delete', {'id': name})
        return Receipt(ACCEPTED, 200)

    def may_own(self, wanted: list[str]) -> Receipt:
        """Return whether the token may make packages for each organisation; nothing is made."""
        known = self._done('organization_list_for_user', {'permission': 'create_dataset'})
        names = {str(each.get(key)) for each in known if isinstance(each, dict)
                 for key in ('id', 'name')} if isinstance(known, list) else set()
        missing = [each for each in wanted if each not in names]
        if missing:
            return Receipt(REFUSED, 200, f'owner_org: {", ".join(missing)}')
        return Receipt(ACCEPTED, 200)

    def _done(self, action: str, said: Described) -> object:
        """Return the result of ``action``."""
        answer = self._http.send_json(
            f'{self._address}/api/3/action/{action}', self._deadline, said,
            {'Authorization': self._token}, MOST_BYTES)
        found = said_in(answer.body)
        told: Described = found if isinstance(found, dict) else {}
        if answer.status == _OK:
            if told.get('success') is not True or 'result' not in told:
                raise NotTaken(Receipt(LATER, answer.status, NO_RECEIPT))
            return told['result']
        error = told.get('error')
        if answer.status == _NOT_FOUND and isinstance(error, dict):
            raise NotThere(Receipt(LATER, answer.status, _words(error)))
        raise NotTaken(_meaning(answer, error))


def _as_there(resource: Described, there: list[object]) -> Described:
    """Return ``resource`` with the id of the one of its address: without it CKAN makes another,
    and every link to the old one ends.
    """
    ids = (each.get('id') for each in there
           if isinstance(each, dict) and each.get('url') == resource['url'])
    found = next(ids, None)
    return {**resource, 'id': found} if isinstance(found, str) else resource


def _meaning(answer: HttpAnswer, error: object) -> Receipt | HttpAnswer:
    if answer.status in _DENIED:
        return Receipt(LATER, answer.status, NO_TOKEN)
    if answer.status == _CONFLICT and isinstance(error, dict):
        return Receipt(REFUSED, answer.status, _words(error))
    return answer


def _words(error: Described) -> str:
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

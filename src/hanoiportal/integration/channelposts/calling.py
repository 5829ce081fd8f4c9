"""Asking a channel: with a token that holds, renewed once if it holds no longer.

A refresh token may be used once: who fetches new ones has the connection alone for a minute, and
keeps them, sealed, before anything else is done.
"""
from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from ...base.pausing import pause_of
from ...base.profiles import said_in
from ...platform.http.interfaces import NO_ANSWER, Deadline, HttpAnswer, IHttp, NoAnswer
from ..deliveries.interfaces import Settings
from ..deliveries.interfaces.own import IOwnConnections
from .interfaces.channels import Channel, ChannelAnswer, NoAccess
from .resource import kept_book

if TYPE_CHECKING:
    from ...platform.scheduling.interfaces import IEnvironment

#: Secrets: what new tokens are fetched with; what was fetched, with when it ends and by what.
REFRESH, ACCESS, TOKEN = 'refresh', 'access', 'token'
#: Seconds before its end from which on a token is not used; for which one fetches alone; bytes.
EARLY, ALONE, MOST_BYTES = 300, 60, 256 * 1024


class Api:
    """See ``ChannelApi``.  ``number``: of the connection."""

    def __init__(self, environment: IEnvironment, channel: Channel, number: int,
                 settings: Settings, secrets: Mapping[str, str], deadline: Deadline) -> None:
        self.settings, self.secrets = settings, secrets
        self._environment, self._channel, self._number = environment, channel, number
        self._http: IHttp = environment.registry.getUtility(IHttp)
        self._deadline, self._old = deadline, ''

    @property
    def now(self) -> datetime.datetime:
        """See ``ChannelApi``."""
        return self._environment.clock.now()

    @property
    def left(self) -> float:
        """See ``ChannelApi``."""
        return self._deadline.left

    def call(self, method: str, path: str, said: Mapping[str, object] | None = None,
             headers: Mapping[str, str] | None = None) -> ChannelAnswer:
        """See ``ChannelApi``."""
        return self._allowed(partial(self._asked, method, path, said or {}, headers or {}))

    def put(self, address: str, content: bytes, headers: Mapping[str, str]) -> ChannelAnswer:
        """See ``ChannelApi``."""
        return self._allowed(partial(self._put, address, content, headers))

    def _allowed(self, ask: Callable[[str], ChannelAnswer]) -> ChannelAnswer:
        """Return the answer to what ``ask`` says with a token.  Raises ``NoAccess``."""
        for _turn in range(2 if self._channel.renew else 1):
            token = self._token()
            answer = ask(token)
            if not self._channel.is_refused(answer):
                return answer
            self._old = token
        raise NoAccess

    def form(self, address: str, given: Mapping[str, str],
             headers: Mapping[str, str]) -> ChannelAnswer:
        """See ``ChannelApi``."""
        return self._read(self._http.send(
            address, self._deadline, urlencode(given).encode(), {
                'Content-Type': 'application/x-www-form-urlencoded', **headers}, MOST_BYTES,
            is_set=True))

    def _asked(self, method: str, path: str, said: Mapping[str, object],
               headers: Mapping[str, str], token: str) -> ChannelAnswer:
        address = str(self.settings['address']).rstrip('/') + path
        shown = self._shown(token)
        headers, said = {**headers, **shown}, said if shown else {**said, 'access_token': token}
        if method in ('POST', 'PUT'):
            return self._read(self._http.send_json(
                address, self._deadline, said, {
                    'Content-Type': 'application/json; charset=UTF-8', **headers}, MOST_BYTES,
                method))
        query = urlencode({key: str(value) for key, value in said.items()})
        address = f'{address}?{query}' if query else address
        return self._read(self._http.send(
            address, self._deadline, b'', headers, MOST_BYTES, method=method, is_set=True))

    def _put(self, address: str, content: bytes, headers: Mapping[str, str],
             token: str) -> ChannelAnswer:
        return self._read(self._http.send(
            address, self._deadline, content, {**headers, **self._shown(token)}, MOST_BYTES,
            method='PUT', is_set=True))

    def _shown(self, token: str) -> dict[str, str]:
        """Return the header by which ``token`` is shown, if there is one."""
        name = self._channel.header
        return {name: f'{self._channel.scheme}{token}'} if name else {}

    def _read(self, answer: HttpAnswer) -> ChannelAnswer:
        said = said_in(answer.body)
        return ChannelAnswer(answer.status, said if isinstance(said, dict) else {},
                             pause_of(answer.headers, self.now), answer.headers)

    def _token(self) -> str:
        """Return a token that is not the one that was refused.  Raises ``NoAccess``."""
        if self._channel.renew is None:
            return self.secrets[TOKEN]
        token, refresh = self._environment.in_transaction(self._taken)
        if token:
            return token
        self.secrets = {**self.secrets, REFRESH: refresh}
        try:
            new = self._channel.renew(self)
        except BaseException:
            self._environment.in_transaction(self._ended)
            raise
        now = self.now
        kept = {REFRESH: new.refresh, ACCESS: json.dumps({
            'token': new.access, 'by': _mark(new.refresh),
            'ends': now.timestamp() + new.lasts - EARLY})}
        self._environment.in_transaction(partial(self._keep, kept, new.refresh_lasts, now))
        return new.access

    def _taken(self) -> tuple[str, str]:
        """Return the token that is kept, or ``''`` and what new ones are fetched with: then
        nobody else fetches.
        """
        secrets = self._own.secrets(self._number)
        kept, refresh, now = _kept(secrets), secrets.get(REFRESH, ''), self.now
        if kept is not None and kept[0] != self._old and kept[1] > now.timestamp():
            return kept[0], ''
        book = kept_book(self._environment.portal)
        times = book.times(self._number)
        if not refresh:
            raise NoAccess
        if times.renewing is not None and times.renewing > now:
            raise NoAnswer(NO_ANSWER, 'somebody else fetches tokens')
        book.tokens[self._number] = times._replace(
            renewing=now + datetime.timedelta(seconds=ALONE))
        return '', refresh

    def _ended(self) -> None:
        book = kept_book(self._environment.portal)
        book.tokens[self._number] = book.times(self._number)._replace(renewing=None)

    def _keep(self, secrets: Mapping[str, str], lasts: int, now: datetime.datetime) -> None:
        self._own.keep(self._number, secrets)
        book = kept_book(self._environment.portal)
        book.tokens[self._number] = book.times(self._number)._replace(
            renewing=None, is_refused=False,
            ends=now + datetime.timedelta(seconds=lasts) if lasts else None)

    @property
    def _own(self) -> IOwnConnections:
        found: IOwnConnections = self._environment.registry.getAdapter(
            self._environment.portal, IOwnConnections)
        return found


def with_access(environment: IEnvironment, number: int, work: Callable[[], None]) -> bool:
    """Return whether ``work`` was done; what the channel says of the token is kept."""
    try:
        work()
    except NoAccess:
        environment.in_transaction(partial(mark, environment, number, is_refused=True))
        return False
    environment.in_transaction(partial(mark, environment, number, is_refused=False))
    return True


def mark(environment: IEnvironment, number: int, is_refused: bool) -> None:
    """Keep whether the channel refuses the token of a connection."""
    book = kept_book(environment.portal)
    times = book.times(number)
    if times.is_refused != is_refused:
        book.tokens[number] = times._replace(is_refused=is_refused)


def _kept(secrets: Mapping[str, str]) -> tuple[str, float] | None:
    """Return the token that was fetched and when it ends; ``None`` if people have given another
    secret since.
    """
    if ACCESS not in secrets:
        return None
    found = json.loads(secrets[ACCESS])
    return (found['token'], found['ends']) if found['by'] == _mark(
        secrets.get(REFRESH, '')) else None


def _mark(refresh: str) -> str:
    return hashlib.sha256(refresh.encode()).hexdigest()

"""``IHttp``, as a plain object."""
from __future__ import annotations

import json
import ssl
from collections.abc import Iterable, Mapping
from functools import partial
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

from zope.interface import implementer

from .exchange import Exchange
from .interfaces import (
    LARGEST,
    NO_ANSWER,
    ROUND,
    Connect,
    Deadline,
    HttpAnswer,
    IHttp,
    NoAnswer,
)
from .machines import (
    connected,
    connected_anywhere,
    connected_outside,
    is_outside,
    is_public_name,
    place_of,
)

MOST_REDIRECTS = 5
_REDIRECTS = {301, 302, 303, 307, 308}
#: Bytes of a ``robots.txt`` (RFC 9309, 2.5).
_ROBOTS = 500 * 1024
_OK, _CLIENT_ERRORS, _SERVER_ERRORS = 200, 400, 500


@implementer(IHttp)
class Http:
    """``IHttp`` for one process.  ``city``: address of the portal, by which others know who asks.

    ``private``: whether what somebody has typed is asked in private networks, too; for tests
    alone.  ``inside``: ``host:port`` of machines there to which all may have something sent.
    """

    def __init__(self, city: str, private: bool = False, inside: Iterable[str] = ()) -> None:
        self._inside = frozenset(each.lower() for each in inside)
        self._agent = f'hanoiportal (+{city}/)'
        self._private = private
        self._connect = connected_anywhere if private else connected_outside

    def ask(self, address: str, deadline: Deadline, form: Mapping[str, str] | None = None,
            headers: Mapping[str, str] | None = None, most: int = LARGEST) -> HttpAnswer:
        method = 'GET' if form is None else 'POST'
        return Exchange(method, address, headers or {}, most, form).wait(connected, deadline)

    def get(self, address: str, deadline: Deadline, headers: Mapping[str, str] | None = None,
            most: int = LARGEST, method: str = 'GET') -> HttpAnswer:
        sent = {'User-Agent': self._agent, 'Accept': '*/*', **(headers or {})}
        for _step in range(MOST_REDIRECTS + 1):
            answer = Exchange(method, address, sent, most).wait(self._connect, deadline)
            leads_to = answer.headers.get('location', '')
            if answer.status not in _REDIRECTS or not leads_to:
                return answer
            try:
                address = urljoin(address, leads_to)
            except ValueError:
                raise NoAnswer(NO_ANSWER, 'a redirect to what is no address') from None
        raise NoAnswer(ROUND)

    def send(self, address: str, deadline: Deadline, body: bytes,
             headers: Mapping[str, str] | None = None, most: int = LARGEST,
             method: str = 'POST', is_set: bool = False,
             tls: ssl.SSLContext | None = None) -> HttpAnswer:
        sent = {'User-Agent': self._agent, 'Accept': '*/*', **(headers or {})}
        return Exchange(method, address, sent, most, body=body).wait(
            partial(connected, tls=tls) if is_set or self._is_let(address) else self._connect,
            deadline)

    def send_json(self, address: str, deadline: Deadline, said: object,
                  headers: Mapping[str, str] | None = None, most: int = LARGEST,
                  method: str = 'POST') -> HttpAnswer:
        return self.send(
            address, deadline, json.dumps(said, ensure_ascii=False).encode(),
            {'Content-Type': 'application/json', **(headers or {})}, most, method, is_set=True)

    def tls(self, certificate: str, authority: str) -> ssl.SSLContext:
        made = ssl.create_default_context(cafile=authority or None)
        made.minimum_version = ssl.TLSVersion.TLSv1_2
        if certificate:
            # A key that wants a password is an error; nobody is asked for it at the terminal.
            made.load_cert_chain(certificate, password='')
        return made

    def reach(self, address: str, deadline: Deadline, connect: Connect) -> HttpAnswer:
        sent = {'User-Agent': self._agent, 'Accept': '*/*'}
        return Exchange('HEAD', address, sent, 0).wait(connect, deadline)

    def may_ask(self, machine: str) -> bool:
        return self._private or is_outside(machine)

    def may_send(self, address: str) -> bool:
        return self._private or self._is_let(address) or is_public_name(address)

    def _is_let(self, address: str) -> bool:
        return place_of(address) in self._inside

    def is_allowed(self, address: str, deadline: Deadline) -> bool:
        try:
            found = self.get(urljoin(address, '/robots.txt'), deadline, most=_ROBOTS)
        except NoAnswer:
            return False
        if found.status != _OK:
            return _CLIENT_ERRORS <= found.status < _SERVER_ERRORS
        return _lets(found.body.decode('utf-8-sig', 'replace'), self._agent, address)


def _lets(said: str, agent: str, address: str) -> bool:
    """Return whether ``said``, a ``robots.txt``, lets ``agent`` ask ``address``."""
    rules = RobotFileParser()
    try:
        rules.parse(said.splitlines())
        return rules.can_fetch(agent, address)
    except ValueError:  # a path such as ``//[``, a number such as ``²``
        return False

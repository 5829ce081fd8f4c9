"""A partner of a site in a demonstration: what it was told, and what it refused."""
from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from .....base.settings import ISettings
from .....integration.deliveries.interfaces import IDeliveries
from .....integration.deliveries.jobs import deliver
from .....integration.webhooks.receiver import NAME
from .....platform.http.interfaces import IHttp
from .....platform.http.services import Http
from ...environment import Environment
from ..desk import request_of

_TITLE, _OPERATOR = 'Báo điện tử đối tác (minh họa)', 'vanhanh'
#: Where it is told to be afterwards: nobody is there.
_ADDRESS = 'https://doi-tac.minh-hoa.example/nhan'
_NEWS = 'tin-tuc-su-kien'
#: Statuses of its answers, in turn.
_ANSWERS = 204, 204, 422, 204


class _Partner(BaseHTTPRequestHandler):
    """Answers as ``_ANSWERS`` say."""

    asked = 0

    def do_POST(self) -> None:
        """Read a message and answer."""
        self.rfile.read(int(self.headers['Content-Length']))
        type(self).asked += 1
        self.send_response(_ANSWERS[self.asked % len(_ANSWERS)])
        self.send_header('Content-Length', '0')
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


def tell(environment: Environment, labels: list[str]) -> None:
    """Let a partner of the first of the sites ``labels`` be told of its news, once."""
    if not labels:
        return
    site, registry = environment.portal['sites'][labels[0]], environment.registry
    person = request_of(environment, _OPERATOR)
    service: IDeliveries = person.service(IDeliveries)
    actor = person.authenticated_userid

    def begin(address: str) -> int:
        made, _secrets = service.add(
            site, NAME, _TITLE, {'address': address, 'sections': _NEWS}, actor)
        service.switch(site, made.number, True, actor)
        service.send_all(site, made.number, actor)
        return made.number

    def end(number: int) -> None:
        service.change(site, number, _TITLE, {
            'address': _ADDRESS, 'sections': _NEWS}, actor)
        service.switch(site, number, False, actor)

    with _partner() as address:
        number = environment.in_transaction(lambda: begin(address))
        kept = registry.getUtility(IHttp)
        registry.registerUtility(Http(registry.getUtility(ISettings).city, private=True), IHttp)
        try:
            deliver(registry)
        finally:
            registry.registerUtility(kept, IHttp)
    environment.in_transaction(lambda: end(number))


@contextmanager
def _partner() -> Iterator[str]:
    """Give the address of a partner on this machine."""
    with ThreadingHTTPServer(('127.0.0.1', 0), _Partner) as server:
        thread = threading.Thread(target=server.serve_forever, args=(.01,))
        thread.start()
        try:
            yield f'http://127.0.0.1:{server.server_port}/nhan'
        finally:
            server.shutdown()
            thread.join()

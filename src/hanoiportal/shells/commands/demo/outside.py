"""What is outside of a demonstration: feeds of sites, with entries that wait and one that the city
links to; and a partner of one site, with what it was told and what it refused.
"""
from __future__ import annotations

import datetime
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from ....base.settings import ISettings
from ....content.versions.interfaces import IEditing
from ....editorial.aggregation.interfaces import FeedState, IAggregation, Read
from ....integration.deliveries.interfaces import IDeliveries
from ....integration.deliveries.jobs import deliver
from ....integration.webhooks.receiver import NAME
from ....platform.http.interfaces import IHttp
from ....platform.http.services import Http
from ....types.component_site import ComponentSite
from ..environment import Environment
from .desk import ADMINISTRATOR, request_of, take

_SECTION, _EDITOR, _HEAD = 'tin-tuc-su-kien', 'bientap.thanhpho', 'truongban.thanhpho'
_HOUR = datetime.timedelta(hours=1)
#: What the made-up feed has, the latest first; titles, what they are about.
_ENTRIES = (
    ('Hướng dẫn nộp thuế sử dụng đất phi nông nghiệp qua mạng (minh họa)',
     'Các bước nộp thuế qua ứng dụng trên điện thoại, kèm câu hỏi thường gặp.'),
    ('Lịch hỗ trợ quyết toán thuế tại các phường cuối năm (minh họa)',
     'Cán bộ thuế hỗ trợ người dân tại bộ phận một cửa vào các sáng thứ Bảy.'),
    ('Gia hạn nộp thuế cho hộ kinh doanh bị ngập lụt (minh họa)',
     'Điều kiện, hồ sơ và nơi tiếp nhận đề nghị gia hạn.'))
_TITLE, _OPERATOR = 'Báo điện tử đối tác (minh họa)', 'vanhanh'
#: Where it is told to be afterwards: nobody is there.
_ADDRESS = 'https://doi-tac.minh-hoa.example/nhan'
_NEWS = 'tin-tuc-su-kien'
#: Statuses of its answers, in turn.
_ANSWERS = 204, 204, 422, 204


def link(environment: Environment) -> None:
    """Let the first external site have a feed, and the city link to one entry of it."""
    site = next((each for each in environment.portal['sites'].values() if each.is_external), None)
    if site is None:
        return
    environment.in_transaction(lambda: _read(environment, site))
    environment.in_transaction(lambda: _publish(environment))


def _read(environment: Environment, site: ComponentSite) -> None:
    now, person = environment.clock.now(), request_of(environment, ADMINISTRATOR)
    feed = f'{site.external_url.rstrip("/")}/minh-hoa.rss'
    person.service(IEditing).edit(site, {'feed_url': feed}, person.authenticated_userid)
    person.service(IAggregation).keep(
        str(site.__oid__), FeedState(now, now + _HOUR, feed, now), [
            Read(f'{feed}#{number}', title, f'{site.external_url}#minh-hoa-{number}', summary,
                 now - number * 5 * _HOUR)
            for number, (title, summary) in enumerate(_ENTRIES, 1)])


def _publish(environment: Environment) -> None:
    editor = request_of(environment, _EDITOR)
    service: IAggregation = editor.service(IAggregation)
    section = str(environment.portal[_SECTION].__oid__)
    last = service.waiting(0, len(_ENTRIES))[-1]
    item = service.take(last.number, section, editor.authenticated_userid)
    for login, step in ((_EDITOR, 'submit'), (_EDITOR, 'pass_on'), (_HEAD, 'approve')):
        take(environment, login, item, step, '')


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


def connect(environment: Environment, labels: list[str]) -> None:
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

"""What every declared receiver keeps to, over any system: a new one joins unasked.

Each sends to a real server by the true client, wherever its address leads: that server does one
bad thing after the other, then is well.
"""
import json
import socket
import struct
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module

import pytest
import transaction
from hanoiportal.base.clock import ONE_DAY, local
from hanoiportal.base.profiles import laid_out
from hanoiportal.editorial.emergencynotices.resource import add_notice
from hanoiportal.integration.deliveries.interfaces import ACCEPTED, IReceivers
from hanoiportal.oversight.visits.interfaces import Count
from hanoiportal.oversight.visits.sites import save_sites
from hanoiportal.platform.http.interfaces import Deadline, IHttp
from hanoiportal.platform.http.services import Http

#: What is typed, by the names of fields; all other fields are a line, addresses as below.
TYPED = {'sections': 'tin-tuc-su-kien', 'codes': 'thanhpho HN-000', 'topics': ''}
#: Where faults befall those that speak the protocol of one system, or tell of no item by itself.
OWN_FAULTS = {'ckan': 'test_data_portal', 'facebook': 'test_channel_faults',
              'quan-ly-van-ban': 'test_document_system', 'tiktok': 'test_channel_faults',
              'youtube': 'test_channel_faults', 'zalo': 'test_channel_faults'}
ELSEWHERE, PATIENCE = 'https://he-thong.example/nhan', .15


def head(status='200 OK', length=0, *more):
    return '\r\n'.join(['HTTP/1.1 ' + status, f'Content-Length: {length}', *more, '', '']).encode()


def answers(*parts):
    """Return what sends ``parts`` as they are, and hangs up."""
    def act(connection):
        for part in parts:
            connection.sendall(part)

    return act


def resets(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))


def drips(*parts):
    """Return what sends ``parts`` and then sign by sign for ever."""
    def act(connection):
        answers(*parts)(connection)
        while True:
            connection.sendall(b'1')
            threading.Event().wait(.02)

    return act


def floods(*parts):
    """Return what sends ``parts`` and then as much as is taken."""
    def act(connection):
        answers(*parts)(connection)
        while True:
            connection.sendall(b'x' * 2 ** 16)

    return act


#: The bad deeds.  Of those behind the line a receiver that reads no body notices nothing.
FAULTS = {
    'hangs up': answers(), 'resets': resets, 'says nothing': (
        lambda connection: threading.Event().wait(1)),
    'no HTTP': answers(b'SSH-2.0-OpenSSH\r\n\r\n'),
    'drips a head': drips(b'HTTP/1.1 200 OK\r\nX: '),
    'a head without end': floods(b'HTTP/1.1 200 OK\r\nX: '),
    'many headers': answers(head('200 OK', 0, *(f'X{n}: y' for n in range(500)))),
    'a bad status': answers(b'HTTP/1.1 9999 X\r\n\r\n'),
    'fails': answers(head('500 No')), 'is busy': answers(head('503 No', 0, 'Retry-After: 60')),
    'throttles': answers(head('429 No', 0, 'Retry-After: Tue, 24 Nov 2026 03:00:00 GMT')),
    'knows no token': answers(head('401 No')), 'forbids': answers(head('403 No')),
    'is elsewhere': answers(head('404 No')), 'refuses': answers(head('422 No', 2), b'{}'),
    'wants no more': answers(head('410 Gone', 2), b'{}'),
    'leads round': answers(head('302 There', 0, f'Location: {ELSEWHERE}')),
    'leads inside': answers(head('307 There', 0, 'Location: http://169.254.169.254/')),
    '---': None,
    'an empty answer': answers(head()), 'half an answer': answers(head('200 OK', 100), b'{"a"'),
    'a page': answers(head('200 OK', 6), b'<html>'), 'a list': answers(head('200 OK', 2), b'[]'),
    'ten gigabytes': floods(head('200 OK', 10 * 2 ** 30)), 'drips a body': drips(
        head('200 OK', 10 ** 6), b'{'),
    'packed': answers(head('200 OK', 2, 'Content-Encoding: gzip'), b'{}'),
    'deep': answers(head('200 OK', 60_000), b'[' * 60_000)}
UNREAD = list(FAULTS)[list(FAULTS).index('---') + 1:]
del FAULTS['---']


class System(ThreadingHTTPServer):
    """A system that does what ``fault`` is, or says ``good``.  ``taken``: what it took."""

    daemon_threads = True

    def __init__(self):
        super().__init__(('127.0.0.1', 0), _Handler)
        self.fault, self.good, self.taken = None, b'', []
        threading.Thread(target=self.serve_forever, args=(.01,), daemon=True).start()

    def handle_error(self, request, client_address):
        """Say nothing of clients that go away."""


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length']))
        self.close_connection = True
        if self.server.fault is not None:
            with suppress(OSError):
                self.server.fault(self.connection)
            return
        self.server.taken.append((dict(self.headers), body))
        self.wfile.write(head('200 OK', len(self.server.good)) + self.server.good)

    def log_message(self, format, *arguments):
        """It says nothing."""


class ToSystem(Http):
    """The true client, with another machine for every address and less patience."""

    def __init__(self, system):
        super().__init__('https://hanoi.test', private=True)
        self._at = f'http://127.0.0.1:{system.server_port}/'

    def send(self, address, deadline, body, headers=None, most=0, method='POST', is_set=False,
             tls=None):
        return super().send(self._at, Deadline(PATIENCE), body, headers, most, method, is_set)


@pytest.fixture(scope='module')
def system():
    server = System()
    yield server
    server.shutdown()
    server.server_close()


def good_of(profile):
    """Return what a system says that takes all, by ``profile``."""
    if profile is None:
        return b''
    taken = next(word for word, outcome in profile.below('outcome').items()
                 if outcome == ACCEPTED)
    said = {profile['outcome']: taken, profile['receipt']: 'R-1', profile['token']: 'ma'}
    return json.dumps(laid_out({path: text for path, text in said.items() if path})).encode()


def typed_of(receiver):
    """Return what an operator types to set ``receiver`` up."""
    return {node.name: TYPED.get(node.name, ELSEWHERE if 'address' in node.name or node.name in (
        'recall', 'register', 'called') else 'ma') for node in receiver.schema}


@pytest.fixture
def connected(delivering, registry, system, small_portal, clock, editing, publishing, city_news):
    """``connected()``: yields each receiver, the only one that is connected, with an item and
    figures to tell.
    """
    registry.registerUtility(ToSystem(system), IHttp)
    system.fault, system.taken = None, []
    item = editing.add(city_news, 'tin', 'NewsItem', {'title': 'Tin', 'body': '<p>A</p>'}, 'test')
    publishing.publish(item, 'test')
    add_notice(small_portal, item.__oid__, clock.now() + 365 * ONE_DAY, clock.now(), 'test', 'Bão')

    def each():
        receivers = registry.getUtility(IReceivers)
        assert set(OWN_FAULTS) <= set(receivers)
        assert all(import_module(f'.{each}', __package__) for each in OWN_FAULTS.values())
        for name, receiver in sorted(receivers.items()):
            if name in OWN_FAULTS:
                continue
            day = (local(clock.now()).date() - ONE_DAY).isoformat()
            save_sites(small_portal, {(day, ''): Count(1, 2)})
            system.good = good_of(receiver.profile)
            delivering.turn_on(name, name, typed_of(receiver))
            yield receiver
            delivering.service.remove(delivering.portal, delivering.number, 'test')
            transaction.commit()

    return each


def test_after_every_fault_all_arrives(connected, delivering, system):
    tried = []
    for receiver in connected():
        faults = {fault: deed for fault, deed in FAULTS.items()
                  if receiver.profile is not None or fault not in UNREAD}
        assert len(faults) >= 15
        for fault, deed in faults.items():
            _befall(delivering, system, deed, f'{receiver.name}: {fault}')
        tried.append(receiver.name)
    assert {'cong-chinh-phu', 'emc', 'hanoiso', 'lgsp', 'webhook'} <= set(tried)


def _befall(delivering, system, deed, told):
    """Let ``deed`` befall what is sent, then let all be well."""
    service, place = delivering.service, (delivering.portal, delivering.number)
    service.send_all(*place, 'test')
    transaction.commit()
    system.fault, arrived = deed, delivering.state.arrived
    tries = delivering.look(hours=5)
    assert tries >= 1 and delivering.state.arrived == arrived, told
    assert ACCEPTED not in delivering.outcomes()[:tries], told
    assert 'Bearer' not in repr(service.tries(*place)), told
    system.fault, system.taken = None, []
    service.switch(*place, True, 'test')
    service.replay(*place, None, 'test')
    transaction.commit()
    delivering.until_still(hours=5)
    assert system.taken and delivering.state.arrived > arrived, told
    assert not delivering.kept.dead and delivering.state.state == 'well', told


@pytest.mark.parametrize('server', [
    'app_push', 'government_portal', 'law_databases', 'lgsp', 'national_monitoring',
    'procedure_catalogue'])
def test_each_server_of_the_tests_refuses_twenty_requests_of_its_own(server):
    module = import_module(f'.test_{server}', __package__)
    assert len(module.REFUSED) >= 20

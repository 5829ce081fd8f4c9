"""What every declared receiver keeps to, over any system: a new one joins unasked.

Each sends to a real server by the true client, wherever its address leads: that server does one
bad thing after the other, then is well.
"""
import json
import re
import threading
from functools import partial
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
from servers import ROOT
from servers.faults import ELSEWHERE, FAULTS, UNREAD, befalls, head

#: What is typed, by the names of fields; all other fields are a line, addresses as below.
TYPED = {'sections': 'tin-tuc-su-kien', 'codes': 'thanhpho HN-000', 'topics': ''}
#: Where faults befall those that speak the protocol of one system, or tell of no item by itself.
OWN_FAULTS = {'ckan': 'test_data_portal', 'facebook': 'test_channel_faults',
              'quan-ly-van-ban': 'test_document_system', 'tiktok': 'test_channel_faults',
              'youtube': 'test_channel_faults', 'zalo': 'test_channel_faults'}
PATIENCE = .15


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
            befalls(self.server.fault)(self)
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
        'recall', 'register', 'called', 'bodies') else 'ma') for node in receiver.schema}


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
            delivering.befall(partial(setattr, system, 'fault', deed), partial(
                setattr, system, 'fault', None), f'{receiver.name}: {fault}')
            assert system.taken
            system.taken = []
        tried.append(receiver.name)
    assert {'cong-chinh-phu', 'emc', 'hanoiso', 'lgsp', 'webhook'} <= set(tried)


HERE, CHANNELS, PEOPLE = 'functional.integration.test_', 'channel_faults', (
    'functional.participation.test_messages')
MAIL, VNEID = ('unit.platform.notifications.test_delivering',
               'unit.participation.identities.test_citizens')
#: Where each server of the tests has its refusals, by its module: a new one must be here.
REFUSALS = {
    'appgateway': [(f'{HERE}app_push', 'REFUSED')], 'ckan': [(f'{HERE}data_portal', 'REFUSED')],
    'documentsystem': [(f'{HERE}document_system', 'WRONG')],
    'governmentportal': [(f'{HERE}government_portal', 'REFUSED')],
    'lawdatabases': [(f'{HERE}law_databases', 'REFUSED'),
                     (f'{HERE}law_databases', 'GAZETTE_REFUSED')],
    'lgsp': [(f'{HERE}lgsp', 'REFUSED')],
    'nationalmonitoring': [(f'{HERE}national_monitoring', 'REFUSED')],
    'publicservices': [(f'{HERE}procedure_catalogue', 'REFUSED')],
    'receiver': [(f'{HERE}webhooks', 'REFUSED')], 'smsgateway': [(PEOPLE, 'REFUSED')],
    'smtp': [(MAIL, 'REFUSED')], 'vneid': [(VNEID, 'REFUSED')],
    **{name: [(HERE + CHANNELS, f'{name.upper()}_REFUSES')]
       for name in ('facebook', 'tiktok', 'youtube', 'zalo')}}
#: Servers that are no other system: bases, one page of ours, one that only breaks SMTP.
OURS = {'faults', 'jsonserver', 'lent', 'writing', 'wrongsmtp'}
#: Where faults befall each connector, by its page: a new one must be here.  Of those below
#: ``EVERY`` above; the hotline asks nobody.
EVERY = {'emc', 'government-portal', 'lgsp', 'mobile-app', 'webhooks'}
FAULTS_OF = {
    'data-portal': [(f'{HERE}data_portal', 'MISDEEDS')],
    'documents': [(f'{HERE}document_system', name) for name in ('MISDEEDS', 'RESULT_FAULTS')],
    'law-databases': [(f'{HERE}law_databases', name) for name in (
        'MISDEEDS', 'GAZETTE_MISDEEDS')],
    'mail': [(MAIL, 'FAULTS')], 'procedures': [(f'{HERE}procedure_catalogue', 'MISDEEDS')],
    'sms': [(PEOPLE, 'FAULTY')], 'vneid': [(VNEID, 'PROVIDER_FAULTS')],
    **{name: [(HERE + CHANNELS, f'OF_{name.upper()}')]
       for name in ('facebook', 'tiktok', 'youtube', 'zalo')}}


def servers():
    """Return the modules of servers of the tests that are other systems."""
    return {path.stem for path in (ROOT / 'tests/servers').glob('*.py') if re.search(
        r'^class .*(HTTPServer|JsonServer|RequestHandler)|Controller\(', path.read_text('utf-8'),
        re.MULTILINE)} - OURS - {'demonstration'}


def pages():
    """Return the names of the pages of connectors."""
    return {path.stem for path in (ROOT / 'docs/operations/connectors').glob('*.md')} - {'README'}


@pytest.mark.parametrize(('named', 'least', 'found', 'others'), [
    (REFUSALS, 20, servers, set()), (FAULTS_OF, 15, pages, EVERY | {'hotline'})])
def test_each_server_refuses_twenty_requests_and_fifteen_faults_befall_each_connector(
        named, least, found, others):
    assert set(named) | others == found()
    for places in named.values():
        for module, name in places:
            assert len(getattr(import_module(f'tests.{module}'), name)) >= least, (module, name)

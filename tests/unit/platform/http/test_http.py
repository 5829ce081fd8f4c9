"""The bounded client against a real server that lies, drips, packs and leads astray."""
import gzip
import ssl
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hanoiportal.platform.http import machines
from hanoiportal.platform.http.exchange import THREAD
from hanoiportal.platform.http.interfaces import Deadline, IHttp, NoAnswer
from hanoiportal.platform.http.machines import connected_outside, is_outside
from hanoiportal.platform.http.services import Http
from zope.interface.verify import verifyObject

ROBOTS = b'User-agent: *\nDisallow: /rieng/\n'


class _Site(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        with suppress(OSError):
            getattr(self, f'say_{self.path.strip("/").partition("/")[0].replace(".", "_")}')()

    def say(self, body=b'', status=200, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace('_', '-'), value)
        self.end_headers()
        self.wfile.write(body)

    def say_tin(self):
        self.say(self.headers['If-None-Match'].encode(), ETag='"2"')

    def say_goi(self):
        self.say(gzip.compress(b'0' * 10 ** 6), Content_Encoding='gzip')

    def say_dai(self):
        self.send_response(200)
        self.end_headers()
        while not self.server.is_over:
            self.wfile.write(b'0' * 2 ** 16)

    def say_giot(self):
        self.send_response(200)
        self.end_headers()
        while not self.server.is_over:
            self.wfile.write(b'0')
            time.sleep(.02)

    def say_vong(self):
        self.say(status=302, Location='/vong')

    def say_hong(self):
        self.say(status=302, Location='http://[')

    def say_chuyen(self):
        self.say(status=301, Location='/robots.txt')

    def say_robots_txt(self):
        self.say(*self.server.robots)

    def log_message(self, format, *arguments):
        """It says nothing."""


@pytest.fixture
def elsewhere():
    """A web site of others, ``at`` its address.  ``asked``: the paths.  ``robots``: body, status.
    """
    with ThreadingHTTPServer(('127.0.0.1', 0), _Site) as server:
        server.daemon_threads = True
        server.asked, server.is_over, server.robots = [], False, (ROBOTS, 200)
        server.at = f'http://127.0.0.1:{server.server_port}'
        thread = threading.Thread(target=server.serve_forever, args=(.01,))
        thread.start()
        yield server
        server.is_over = True
        server.shutdown()
        thread.join()


@pytest.fixture
def http():
    """The client that may ask this machine."""
    return Http('https://hanoi.test', private=True)


def why(call, *arguments, **how):
    """Return why there is no answer."""
    with pytest.raises(NoAnswer) as error:
        call(*arguments, **how)
    return error.value.why


def test_it_keeps_its_promises(http, elsewhere):
    verifyObject(IHttp, http)
    answer = http.get(elsewhere.at + '/tin', Deadline(5), {'If-None-Match': '"1"'})

    assert (answer.status, answer.body, answer.headers['etag']) == (200, b'"1"', '"2"')
    moved = http.get(elsewhere.at + '/chuyen', Deadline(5))
    assert (moved.address, moved.body) == (elsewhere.at + '/robots.txt', ROBOTS)
    assert http.ask(elsewhere.at + '/chuyen', Deadline(5)).status == 301


def test_what_is_endless_slow_or_packed_ends_soon(http, elsewhere):
    began = time.monotonic()

    assert why(http.get, elsewhere.at + '/dai', Deadline(5), most=10 ** 6) == 'length'
    assert why(http.get, elsewhere.at + '/goi', Deadline(5)) == 'packed'
    assert why(http.get, elsewhere.at + '/vong', Deadline(5)) == 'redirects'
    assert why(http.get, elsewhere.at + '/giot', Deadline(.3)) == 'answer'
    assert why(http.get, elsewhere.at + '/hong', Deadline(5)) == 'answer'
    assert why(http.get, elsewhere.at.replace('http:', 'https:'), Deadline(5)) == 'tls'
    assert why(http.get, 'http://khong-co.invalid/', Deadline(5)) == 'name'
    assert http.get(elsewhere.at + '/dai', Deadline(5), most=0).body == b''
    while any(each.name == THREAD for each in threading.enumerate()):
        assert time.monotonic() - began < 90, 'who asks does not end'
        time.sleep(.02)


@pytest.mark.clause('8.1')
def test_no_machine_of_a_private_network_is_asked(elsewhere, monkeypatch):
    http = Http('https://hanoi.test')
    names = {'a.vn': ['127.0.0.1'], 'b.vn': ['8.8.8.8', '10.0.0.1'], 'c.vn': ['::1']}
    monkeypatch.setattr(machines.socket, 'getaddrinfo', lambda host, port, **how: [
        (0, 0, 0, '', (machine, port)) for machine in names.get(host, [host])])

    asked = [*(f'http://{host}/' for host in names), elsewhere.at + '/tin', 'http://8.8.8.8:25/',
             'ftp://a.vn/', 'http://', 'file:///etc/passwd', 'http://[', 'http://a.vn:99999/']
    assert {why(http.get, each, Deadline(5)) for each in asked} == {'inside'}
    assert elsewhere.asked == []


def test_a_redirect_into_a_private_network_is_not_followed(elsewhere, monkeypatch):
    http = Http('https://hanoi.test', private=True)
    first = http._connect
    monkeypatch.setattr(http, '_connect', lambda parts, deadline: (
        first if parts.path == '/chuyen' else connected_outside)(parts, deadline))

    assert why(http.get, elsewhere.at + '/chuyen', Deadline(5)) == 'inside'
    assert elsewhere.asked == ['/chuyen']


@pytest.mark.parametrize(('first', 'then', 'asked'), [
    ('8.8.8.8', '127.0.0.1', ['8.8.8.8']), ('127.0.0.1', '8.8.8.8', [])])
def test_a_name_that_means_another_machine_a_moment_later_leads_to_the_one_that_was_checked(
        monkeypatch, first, then, asked):
    means, connected = [first, then, then], []

    def connect(place, *_how):
        connected.append(machines.socket.getaddrinfo(*place)[0][4][0])
        raise TimeoutError

    monkeypatch.setattr(machines.socket, 'getaddrinfo', lambda host, port, **how: [
        (0, 0, 0, '', (means.pop(0) if host == 'a.vn' else host, port))])
    monkeypatch.setattr(machines.socket, 'create_connection', connect)
    told = why(Http('https://hanoi.test').send, 'https://a.vn/nhan', Deadline(5), b'{}')

    assert (connected, told, means) == (asked, 'answer' if asked else 'inside', [then] * 2)


def test_what_is_sent_follows_no_redirect(http, elsewhere):
    assert http.send(elsewhere.at + '/chuyen', Deadline(5), b'', method='GET').status == 301
    assert elsewhere.asked == ['/chuyen']


def test_a_machine_is_known_by_authorities_and_shown_a_certificate_that_can_be_read(
        http, tmp_path):
    wrong = tmp_path / 'wrong.pem'
    wrong.write_text('no certificate')

    found = http.tls('', '')
    assert found.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert found.check_hostname and found.verify_mode == ssl.CERT_REQUIRED
    for name in (str(wrong), str(tmp_path / 'none.pem')):
        for certificate, authority in ((name, ''), ('', name)):
            with pytest.raises((FileNotFoundError, ssl.SSLError)):
                http.tls(certificate, authority)


def test_a_machine_that_is_not_on_the_public_internet_is_known():
    for machine in (
            '127.0.0.1', '10.1.2.3', '192.168.1.1', '172.16.0.1', '169.254.169.254', '0.0.0.0',
            '100.64.0.1', '224.0.0.1', '::1', 'fe80::1%eth0', 'fd00::1', '::ffff:10.0.0.1',
            '64:ff9b::a00:1', '2002:7f00:1::', 'fec0::1', 'ff02::1', '240.0.0.1'):
        assert not is_outside(machine)
        assert is_outside('8.8.8.8') and is_outside('2001:4860:4860::8888'), machine


@pytest.mark.parametrize('robots,allowed', [
    ((ROBOTS, 200), False), ((b'\xef\xbb\xbf' + ROBOTS, 200), False), ((b'', 200), True),
    ((b'\xff\x00 nonsense', 200), True),
    ((b'', 404), True), ((b'', 503), False),
    ((b'User-agent: hanoiportal\nDisallow:\n\nUser-agent: *\nDisallow: /\n', 200), True)])
def test_a_machine_says_what_programs_may_ask(http, elsewhere, robots, allowed):
    elsewhere.robots = robots

    assert http.is_allowed(elsewhere.at + '/rieng/tin.xml', Deadline(5)) is allowed
    assert http.is_allowed(elsewhere.at + '/tin.xml', Deadline(5)) is (robots[1] != 503)


@pytest.mark.parametrize('robots', [
    b'User-agent: *\nDisallow: //[', 'User-agent: *\nCrawl-delay: ²'.encode()])
def test_rules_that_cannot_be_read_let_nobody(http, elsewhere, robots):
    elsewhere.robots = robots, 200

    assert not http.is_allowed(elsewhere.at + '/tin.xml', Deadline(5))

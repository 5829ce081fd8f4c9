"""Answers over real connections: whole, and one after another where nobody wants it otherwise."""
import http.client
import socket
import threading
import time
from contextlib import closing

import pytest
from hanoiportal.shells.commands.service.connections import TOGETHER, WORTH_SENDING, Channel
from hanoiportal.shells.commands.service.draining import Server


def slowly(*parts):
    """Yield ``parts`` with a pause before each but the first."""
    first, *others = parts
    yield first
    for part in others:
        time.sleep(0.3)
        yield part


ANSWERS = {
    '/page': ('200 OK', [('Content-Length', '4')], [b'page']),
    '/parts': ('200 OK', [('Content-Length', '4')], [b'pa', b'ge']),
    '/large': ('200 OK', [('Content-Length', str(TOGETHER + 1))], [b'x' * (TOGETHER + 1)]),
    '/stream': ('200 OK', [], iter([b'pa', b'ge'])),
    '/same': ('304 Not Modified', [('ETag', '"a"')], []),
    '/nothing': ('204 No Content', [], []),
    '/dated': ('200 OK', [('Content-Length', '4'), ('Date', 'Thu, 01 Jan 1970 00:00:00 GMT')],
               [b'page']),
    '/empty': ('200 OK', [('Content-Length', '0')], []),
}


def answer(environ, start_response):
    status, headers, body = ANSWERS[environ['PATH_INFO']]
    start_response(status, [('X-Name', 'Hà Nội'.encode().decode('latin-1')), *headers])
    return [] if environ['REQUEST_METHOD'] == 'HEAD' else body


@pytest.fixture(scope='module')
def server():
    found = Server(answer, listen='127.0.0.1:0', threads=1, ident='portal')
    thread = threading.Thread(target=found.run, daemon=True)
    thread.start()
    yield found._listening()[0]
    found.end()
    thread.join()


@pytest.fixture
def connection(server):
    found = http.client.HTTPConnection('127.0.0.1', server.effective_port, timeout=5)
    with closing(found):
        yield found


def asked(connection, path, method='GET', **headers):
    """Return the answer with its body, and whether the connection goes on."""
    connection.request(method, path, headers=headers)
    response = connection.getresponse()
    return response, response.read(), not response.will_close


@pytest.mark.parametrize(('path', 'status', 'body'), [
    ('/page', 200, b'page'), ('/parts', 200, b'page'), ('/same', 304, b''), ('/empty', 200, b''),
    ('/nothing', 204, b''), ('/large', 200, b'x' * (TOGETHER + 1))])
def test_the_connection_goes_on_behind_every_answer_of_known_length(
        connection, path, status, body):
    for _ in range(3):
        response, found, goes_on = asked(connection, path)

        assert (response.status, found, goes_on) == (status, body, True)
        assert response.headers['Server'] == 'portal' and response.headers['Date']
    assert asked(connection, '/page')[1] == b'page'


def test_the_head_alone_tells_the_length(connection):
    for _ in range(2):
        response, body, goes_on = asked(connection, '/page', 'HEAD')

        assert (response.headers['Content-Length'], body, goes_on) == ('4', b'', True)


def test_whoever_wants_the_connection_to_end_sees_it_end(connection):
    for path in ('/page', '/same'):
        response, _body, goes_on = asked(connection, path, Connection='close')

        assert response.headers['Connection'] == 'close' and not goes_on


def test_what_is_unusual_is_written_as_waitress_does(connection):
    dated = asked(connection, '/dated')[0]
    streamed = asked(connection, '/stream')

    assert dated.headers.get_all('Date') == ['Thu, 01 Jan 1970 00:00:00 GMT']
    assert (streamed[0].headers['Transfer-Encoding'], streamed[1]) == ('chunked', b'page')


def test_an_old_program_is_answered_and_left(server, connection):
    connection._http_vsn, connection._http_vsn_str = 10, 'HTTP/1.0'

    response, body, goes_on = asked(connection, '/page')

    assert (response.version, body, goes_on) == (10, b'page', False)


def test_an_answer_is_sent_when_it_is_whole_and_the_loop_rests_until_then(server, monkeypatch):
    looks = []
    written = Channel.handle_write
    monkeypatch.setattr(
        Channel, 'handle_write', lambda channel: looks.append(1) or written(channel))
    ANSWERS['/slow'] = '200 OK', [('Content-Length', '4')], slowly(b'pa', b'ge')

    with socket.create_connection(('127.0.0.1', server.effective_port), timeout=5) as client:
        client.sendall(b'GET /slow HTTP/1.1\r\nHost: a\r\n\r\n')
        assert client.recv(4096).endswith(b'page')
    assert len(looks) < 10


def test_much_of_a_long_answer_is_sent_before_the_rest_is_there(server):
    ANSWERS['/slow'] = '200 OK', [('Content-Length', str(WORTH_SENDING + 4))], slowly(
        b'x' * WORTH_SENDING, b'ge', b'pa')

    with socket.create_connection(('127.0.0.1', server.effective_port), timeout=5) as client:
        client.sendall(b'GET /slow HTTP/1.1\r\nHost: a\r\n\r\n')
        got = b''
        while len(got) < WORTH_SENDING:
            got += client.recv(1 << 16)
        assert got.endswith(b'x')

"""A system that receives webhooks, as a real server: it keeps a copy by what it is told.

It verifies each message by itself, as
https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md and
docs/operations/connectors/webhooks.md say, applies what has a new key, and answers as its ``mood``
says.
"""
import base64
import hashlib
import hmac
import json
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

#: Seconds that the time of a message may be off.
TOLERANCE = 5 * 60
PUBLISHED, REMOVED, TEST = 'item.published', 'item.removed', 'webhook.test'
#: What each kind says, and which of that is a text.
_AT, TEXTS = {'number', 'as_of'}, {'id', 'as_of', 'title', 'address', 'content_type'}
PARTS = {TEST: _AT, REMOVED: {'id', *_AT}, PUBLISHED: {
    'id', *_AT, 'content_type', 'title', 'summary', 'languages', 'address', 'published', 'updated',
    'site'}}
#: Moods in which a message is read and applied before what goes wrong.
APPLYING = {'well', 'lost', 'slow-lie', 'dripping', 'garbage', 'late'}
#: Statuses of the moods that only answer.
STATUSES = {'well': 204, 'refusing': 422, 'throttling': 429, 'failing': 503, 'denying': 401,
            'ended': 410, 'moved': 302, 'late': 204}


class NotTaken(Exception):
    """``args``: the status by which a message is refused, and why."""


def verified(secret, headers, body, now, tolerance=TOLERANCE):
    """Return the message in ``body``, as the specification of Standard Webhooks 1.0 verifies it.

    ``now``: seconds since 1970.  Raises ``NotTaken`` for what was not sent by who knows the
    secret, or longer ago than its libraries bear.
    """
    key, stamp = headers.get('webhook-id', ''), headers.get('webhook-timestamp', '')
    if not key or not stamp.isascii() or not stamp.isdecimal():
        raise NotTaken(401, 'webhook-id, webhook-timestamp')
    if abs(now - int(stamp)) > tolerance:
        raise NotTaken(401, 'too old or too new')
    inner = base64.b64decode(secret[len('whsec_'):], validate=True)
    wanted = hmac.new(inner, f'{key}.{stamp}.'.encode() + body, hashlib.sha256).digest()
    for each in headers.get('webhook-signature', '').split(' '):
        version, _comma, mark = each.partition(',')
        if version == 'v1' and hmac.compare_digest(
                mark.encode(), base64.b64encode(wanted)):
            return _checked(body)
    raise NotTaken(401, 'webhook-signature')


def _checked(body):
    """Return the message in ``body``, which has the parts of the page and no other."""
    try:
        said = json.loads(body)
    except ValueError:
        raise NotTaken(400, 'no JSON') from None
    if not isinstance(said, dict) or set(said) != {'type', 'timestamp', 'data'}:
        raise NotTaken(400, 'type, timestamp and data')
    data, kind = said['data'], said['type']
    if kind not in PARTS or not isinstance(data, dict) or set(data) != PARTS[kind]:
        raise NotTaken(400, f'the parts of {kind}')
    if not all(isinstance(data[name], str) and data[name] for name in TEXTS & set(data)):
        raise NotTaken(422, 'texts')
    if kind != TEST and not data['id'].isdecimal():
        raise NotTaken(422, 'id')
    if kind == PUBLISHED and not data['address'].startswith('https://'):
        raise NotTaken(422, 'address')
    return said


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        server = self.server
        body = self.rfile.read(int(self.headers['Content-Length']))
        mood = server.next_mood()
        server.asked.append((self.path, dict(self.headers), body))
        if mood == 'late':
            time.sleep(server.lateness)
        if mood in APPLYING:
            try:
                server.apply(dict(self.headers), body)
            except NotTaken as refused:
                server.refused.append(refused.args)
                with suppress(OSError):
                    self._say(refused.args[0])
                return
        with suppress(OSError):
            self._answer(mood)

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers), b''))
        self._answer('well')

    def _answer(self, mood):
        if mood in ('lost', 'broken'):
            self.connection.close()
        elif mood == 'hanging':
            self.server.released.wait(60)
        elif mood == 'garbage':
            self.wfile.write(b'SSH-2.0-OpenSSH\r\n\r\n')
        elif mood in ('slow-lie', 'dripping'):
            self._lie(mood)
        else:
            self._say(STATUSES[mood], **(
                {'Retry-After': str(self.server.pause)} if mood == 'throttling' else {}), **(
                {'Location': self.server.at + self.path + 'x'} if mood == 'moved' else {}))

    def _say(self, status, **headers):
        self.send_response(status)
        for name, value in {**headers, 'Content-Length': '0'}.items():
            self.send_header(name, value)
        self.end_headers()

    def _lie(self, mood):
        self.send_response(200)
        self.send_header('Content-Length', str(10 * 2 ** 30))
        self.end_headers()
        while not self.server.released.is_set():
            self.wfile.write(b'0' * (2 ** 16 if mood == 'slow-lie' else 1))
            time.sleep(0 if mood == 'slow-lie' else .01)

    def log_message(self, format, *arguments):
        """It says nothing."""


class Receiver(ThreadingHTTPServer):
    """``copy``: what is public, by id.  ``keys``: taken, in order.  ``passed``: those of messages
    that came after a later one of their item.  ``asked``: all requests.  ``refused``: why some
    were not taken.  ``now``: callable() that returns seconds since 1970.
    """

    daemon_threads = True
    tolerance = TOLERANCE

    def __init__(self, port=0):
        super().__init__(('127.0.0.1', port), _Handler)
        self.at = f'http://127.0.0.1:{self.server_port}'
        self.secret, self.pause, self.lateness = '', 7200, .2
        self.moods, self.mood = [], 'well'
        self.copy, self.keys, self.numbers = {}, [], {}
        self.passed, self.asked, self.trials = [], [], 0
        self.refused, self.now = [], time.time
        self.released, self._lock = threading.Event(), threading.Lock()

    def next_mood(self):
        with self._lock:
            return self.moods.pop(0) if self.moods else self.mood

    def apply(self, headers, body):
        """Apply a message once."""
        headers = {name.lower(): value for name, value in headers.items()}
        if headers.get('content-type') != 'application/json':
            raise NotTaken(415, 'application/json')
        message = verified(self.secret, headers, body, self.now(), self.tolerance)
        with self._lock:
            if message['type'] == 'webhook.test':
                self.trials += 1
            elif headers['webhook-id'] not in self.keys:
                self._keep(headers['webhook-id'], message)

    def _keep(self, key, message):
        data = message['data']
        self.keys.append(key)
        epoch, _dash, number = data['as_of'].rpartition('-')
        known = self.numbers.get(data['id'], ('', 0))
        if epoch == known[0] and int(number) < known[1]:  # it took longer than a later one
            self.passed.append(key)
            return
        self.numbers[data['id']] = epoch, int(number)
        if message['type'] == 'item.removed':
            self.copy.pop(data['id'], None)
        else:
            self.copy[data['id']] = data


@pytest.fixture
def receiver():
    """A running ``Receiver``."""
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, args=(.01,))
        thread.start()
        yield server
        server.released.set()
        server.shutdown()
        thread.join()

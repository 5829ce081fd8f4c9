"""A receiver of webhooks in one file, with nothing but Python's own library.

``SECRET=whsec_… python receiver.py 8080 copy.json`` keeps in ``copy.json`` what is public.
"""
import base64
import hashlib
import hmac
import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

#: Seconds that the moment of a message may be away from now; bytes of the longest message.
WINDOW, LARGEST = 5 * 60, 2 ** 20


def message_of(secret, headers, body, now):
    """Return the message in ``body``; ``None`` unless who knows ``secret`` has sent it now."""
    stamp = headers.get('webhook-timestamp', '')
    if not (stamp.isascii() and stamp.isdigit()) or abs(now - int(stamp)) > WINDOW:
        return None
    signed = f'{headers.get("webhook-id", "")}.{stamp}.'.encode() + body
    key = base64.b64decode(secret.removeprefix('whsec_'))
    mark = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
    given = headers.get('webhook-signature', '').encode().split()
    if any(hmac.compare_digest(each, b'v1,' + mark) for each in given):
        return json.loads(body)
    return None


class Copy:
    """What is public, by id, in the file ``path``; and which messages are in it."""

    def __init__(self, path):
        self._path = Path(path)
        self._kept = json.loads(self._path.read_text(encoding='utf-8')) if (
            self._path.exists()) else {'keys': [], 'read': {}, 'items': {}}

    def apply(self, key, message):
        """Do what the message with that ``key`` says, once."""
        data, keys = message['data'], self._kept['keys']
        if message['type'] == 'webhook.test' or key in keys:
            return
        if not self._is_passed(data):
            self._kept['read'][data['id']] = data['as_of']
            if message['type'] == 'item.removed':
                self._kept['items'].pop(data['id'], None)
            else:
                self._kept['items'][data['id']] = data
        keys.append(key)
        new = self._path.with_suffix('.new')
        new.write_text(json.dumps(self._kept, ensure_ascii=False), encoding='utf-8')
        new.replace(self._path)

    def _is_passed(self, data):
        """Return whether something later of the item is known, of the same epoch."""
        epoch, _dash, number = data['as_of'].rpartition('-')
        known, _dash, last = self._kept['read'].get(data['id'], '').rpartition('-')
        return known == epoch and int(number) < int(last)


class Receiver(BaseHTTPRequestHandler):
    """Answers 204 to what it has taken, 401 to what the portal has not sent now."""

    secret, copy = '', None

    def do_POST(self):
        """Take one message."""
        length = int(self.headers.get('Content-Length', '0'))
        body = self.rfile.read(length) if length <= LARGEST else b''
        message = message_of(self.secret, self.headers, body, time.time())
        if message is not None:
            self.copy.apply(self.headers['webhook-id'], message)
        self.send_response(401 if message is None else 204)
        self.end_headers()


if __name__ == '__main__':
    Receiver.secret, Receiver.copy = os.environ['SECRET'], Copy(sys.argv[2])
    HTTPServer(('', int(sys.argv[1])), Receiver).serve_forever()

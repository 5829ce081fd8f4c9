"""The National Public Service Portal, as the guide of the Government Office has it asked.

A log-in by name and password gives a session; by it the service ``LayDanhSachTTHC`` gives the list
of a unit (guide on connecting, version 1.4 of 20 April 2020).  Like it, most refusals are answers
with status 200 and an ``error_code``.  ``at``: ``{path: callable(handler)}`` that answers in place
of the right one.
"""
import json
import secrets
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

USER, PASSWORD, UNIT = 'hanoi', 'mật "khẩu"', '000.00.00.H26'
PROVIDER = 'VN:GOV:000.00.00.G22:vpcpdvcprovider'
ROOT = '/XrdAdapter/RestService/forward/mapi'
LOGIN, SERVICE, LARGEST_BODY = f'{ROOT}/login', f'{ROOT}/g', 10_000


class PublicServices(ThreadingHTTPServer):
    """``procedures``: ``{code: (name, field)}``; ``asked``: ``[(path, body)]``."""

    daemon_threads = True

    def __init__(self):
        super().__init__(('127.0.0.1', 0), _Handler)
        self.address = f'http://127.0.0.1:{self.server_port}'
        self.reset()
        threading.Thread(target=self.serve_forever, args=(.01,), daemon=True).start()

    def reset(self):
        """Have nothing, and have been asked nothing."""
        self.procedures, self.at, self.asked, self.sessions = {}, {}, [], set()

    def handle_error(self, request, client_address):
        """Say nothing of clients that go away."""


class _Refused(Exception):
    """``args``: status, error code and reason."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_GET(self):
        self.say(405, {'error_code': '405'})

    do_PUT = do_GET

    def do_POST(self):
        try:
            length = self.headers.get('Content-Length', '0')
            if not length.isdigit() or int(length) > LARGEST_BODY:
                self.close_connection = True
                raise _Refused(413, '413', 'too large')
            body = self.rfile.read(int(length))
            parts = urlsplit(self.path)
            self.server.asked.append((parts.path, body.decode(errors='replace')))
            if parts.path in self.server.at:
                self.server.at[parts.path](self)
                return
            self.say(200, self._right(parts, body))
        except _Refused as refused:
            status, code, why = refused.args
            self.say(status, {'error_code': code, 'message': why})

    def _right(self, parts, body):
        if parts.path not in (LOGIN, SERVICE):
            raise _Refused(404, '404', 'no such path')
        if parse_qs(parts.query).get('dstcode') != [PROVIDER]:
            raise _Refused(400, '400', 'dstcode')
        if self.headers.get('Content-Type', '').partition(';')[0] != 'application/json':
            raise _Refused(415, '415', 'application/json alone')
        try:
            said = json.loads(body)
        except ValueError:
            raise _Refused(400, '400', 'no JSON') from None
        if not isinstance(said, dict):
            raise _Refused(400, '400', 'no object')
        return self._logged_in(said) if parts.path == LOGIN else self._listed(said)

    def _logged_in(self, said):
        if not isinstance(said.get('username'), str) or not isinstance(said.get('password'), str):
            raise _Refused(200, '1', 'username and password')
        if (said['username'], said['password']) != (USER, PASSWORD):
            raise _Refused(200, '2', 'unknown')
        session = secrets.token_hex(8)
        self.server.sessions.add(session)
        return {'error_code': '0', 'session': session}

    def _listed(self, said):
        if said.get('session') not in self.server.sessions:
            raise _Refused(200, '3', 'no session')
        if said.get('madonvi') != UNIT:
            raise _Refused(200, '4', 'madonvi')
        if said.get('service') != 'LayDanhSachTTHC':
            raise _Refused(200, '5', 'no such service')
        if set(said) - {'session', 'madonvi', 'service'}:
            raise _Refused(200, '6', 'unknown field')
        return {'error_code': '0', 'result': [
            {'MATTHC': code, 'TENTTHC': name, 'LINHVUCTHUCHIEN': [{'TENLINHVUC': field}]}
            for code, (name, field) in self.server.procedures.items()]}

    def say(self, status, said, **headers):
        """Answer with ``said``, bytes or what becomes JSON."""
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        self.send_response(status)
        for name, value in {'Content-Type': 'application/json', **headers}.items():
            self.send_header(name.replace('_', '-'), value)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *arguments):
        """It says nothing."""

"""The Government's portal as the profile of ADR 93 assumes it; no interface of it is public.

It takes items by POST, keeps them by their id, answers with a receipt and recalls what it is told
to.  ``at``: ``{path: callable(handler)}`` that answers in place of the right one.
"""
import json
import threading
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOKEN, TAKE, RECALL = 'ma-truy-cap', '/tin-bai', '/thu-hoi'
LARGEST, LONGEST_TITLE, LONGEST_SUMMARY = 2_000_000, 500, 5000
KNOWN = {'id', 'tieuDe', 'tomTat', 'noiDung', 'duongDan', 'ngayDang', 'ngayCapNhat', 'chuyenMuc',
         'tuKhoa', 'donVi', 'loai', 'maGui', 'maTiepNhan'}


class GovernmentPortal(ThreadingHTTPServer):
    """``items``: what it shows, by ids; ``asked``: ``[(path, message)]``."""

    daemon_threads = True

    def __init__(self):
        super().__init__(('127.0.0.1', 0), _Handler)
        self.address = f'http://127.0.0.1:{self.server_port}'
        self.reset()
        threading.Thread(target=self.serve_forever, args=(.01,), daemon=True).start()

    def reset(self):
        """Have nothing, and have been asked nothing."""
        self.items, self.receipts, self.at, self.asked, self.keys = {}, {}, {}, [], {}

    def handle_error(self, request, client_address):
        """Say nothing of clients that go away."""


class _Refused(Exception):
    """``args``: status and reason."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_GET(self):
        self.say(405, {'lyDo': 'POST'})

    do_DELETE = do_PUT = do_GET

    def do_POST(self):
        try:
            length = self.headers.get('Content-Length', '')
            if not length.isdigit() or int(length) > LARGEST:
                self.close_connection = True
                raise _Refused(413, 'too large')
            body = self.rfile.read(int(length))
            if self.path in self.server.at:
                self.server.asked.append((self.path, body))
                self.server.at[self.path](self)
                return
            self.say(200, self._taken(self._message(body)))
        except _Refused as refused:
            status, why = refused.args
            self.say(status, {'trangThai': 'tu-choi', 'lyDo': why})

    def _message(self, body):
        if self.path not in (TAKE, RECALL):
            raise _Refused(404, 'no such path')
        if self.headers.get('Authorization') != f'Bearer {TOKEN}':
            raise _Refused(401, 'token')
        if self.headers.get('Content-Type', '').partition(';')[0] != 'application/json':
            raise _Refused(415, 'application/json alone')
        try:
            said = json.loads(body)
        except ValueError:
            raise _Refused(400, 'no JSON') from None
        if not isinstance(said, dict):
            raise _Refused(400, 'no object')
        self.server.asked.append((self.path, said))
        for name in set(said) - KNOWN:
            raise _Refused(400, f'unknown field {name}')
        if not isinstance(said.get('maGui'), str) or said.get('loai') not in (
                'dang', 'thu-hoi', 'thu'):
            raise _Refused(400, 'maGui, loai')
        return said

    def _taken(self, said):
        server, kind = self.server, said['loai']
        if kind == 'thu':
            return {'trangThai': 'tiep-nhan', 'maTiepNhan': 'thu'}
        identifier = said.get('id')
        if not isinstance(identifier, str) or not identifier.isdigit():
            raise _Refused(400, 'id')
        if kind == 'thu-hoi':
            return self._recalled(said, identifier)
        self._check(said)
        if said['maGui'] in server.keys:
            return {'trangThai': 'da-co', 'maTiepNhan': server.keys[said['maGui']]}
        receipt = server.receipts.setdefault(identifier, f'CP-{len(server.receipts) + 1}')
        server.items[identifier] = said
        server.keys[said['maGui']] = receipt
        return {'trangThai': 'tiep-nhan', 'maTiepNhan': receipt}

    def _recalled(self, said, identifier):
        if set(said) - {'id', 'loai', 'maGui', 'maTiepNhan'}:
            raise _Refused(400, 'a recall tells nothing of the item')
        if said.get('maTiepNhan') != self.server.receipts.get(identifier):
            raise _Refused(422, 'maTiepNhan')
        self.server.items.pop(identifier, None)
        return {'trangThai': 'tiep-nhan', 'maTiepNhan': said['maTiepNhan']}

    @staticmethod
    def _check(said):
        title, address = said.get('tieuDe'), said.get('duongDan')
        if not isinstance(title, str) or not 0 < len(title) <= LONGEST_TITLE:
            raise _Refused(422, 'tieuDe')
        if len(said.get('tomTat', '')) > LONGEST_SUMMARY:
            raise _Refused(422, 'tomTat')
        if not isinstance(address, str) or not address.startswith('https://'):
            raise _Refused(422, 'duongDan')
        try:
            published = datetime.fromisoformat(said['ngayDang'])
        except (KeyError, TypeError, ValueError):
            raise _Refused(422, 'ngayDang') from None
        if published.tzinfo is None:
            raise _Refused(422, 'ngayDang')
        if not isinstance(said.get('tuKhoa', []), list):
            raise _Refused(422, 'tuKhoa')

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

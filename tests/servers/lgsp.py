"""The city's integration platform as the profile of ADR 97 assumes it; no interface is public.

It speaks TLS with those alone who show a certificate of its authority that is not revoked
(https://www.rfc-editor.org/rfc/rfc8705, 2.1), gives tokens by client credentials
(https://www.rfc-editor.org/rfc/rfc6749, 4.4 and 5.2), takes messages and registers services.
``at``: ``{path: callable(handler)}`` that answers in place of the right one.
"""
import base64
import socket
import ssl
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

from hanoiportal.kernel.storage.certificates import found_authority, issue, revoke
from support.watched_hosts import Authority

from servers.jsonserver import JsonHandler, JsonServer, Refused

TOKEN, TAKE, REGISTER, BODIES = '/token', '/ban-tin', '/dich-vu', '/ma-dinh-danh'
USER, SECRET, OWN = 'ma-ung-dung', 'khoa:bi-mat', 'cong-thong-tin-ha-noi'
LARGEST, LONGEST_TITLE, LASTS, LARGEST_PAGE = 2_000_000, 500, 3600, 1000
PARTS = {'maBanTin', 'loaiBanTin', 'maDonVi', 'thoiGian', 'duLieu', 'dichVu'}
DATA = {'id', 'tieuDe', 'tomTat', 'noiDung', 'duongDan', 'ngayDang', 'ngayCapNhat', 'chuyenMuc',
        'tuKhoa', 'donVi', 'loai', 'vanBan', 'maTiepNhan'}


class Platform(JsonServer):
    """``items``: what it holds, by ids; ``services``: what is registered; ``asked``: ``[(path,
    message)]``; ``given``: how many tokens it gave; ``bodies``: what it lists of codes.
    ``folder`` has ``portal.pem``, which it lets in, and ``server.pem``, by which it is known, both
    for so many ``days``.
    """

    def __init__(self, folder, port=0, days=30):
        super().__init__(_Handler, port)
        self.folder, now = folder, datetime.now(UTC)
        found_authority(folder / 'own', now)
        issue(folder / 'own', 'portal', now, days)
        vouching = Authority()
        self._context = vouching.served(folder, 'localhost', now + timedelta(days=days))
        self._context.verify_mode = ssl.CERT_REQUIRED
        self._context.load_verify_locations(folder / 'own/authority.pem')
        (folder / 'server.pem').write_text(vouching.pem)
        self.certificate, self.authority = folder / 'own/portal.pem', folder / 'server.pem'
        self.address = f'https://localhost:{self.server_port}'

    def reset(self):
        """Have nothing, and have been asked nothing."""
        self.items, self.services, self.receipts, self.keys = {}, [], {}, {}
        self.at, self.asked, self.tokens, self.given = {}, [], set(), 0
        self.bodies = []

    def revoke(self):
        """Let in nobody who shows the portal's certificate."""
        revoke(self.folder / 'own', 'portal', datetime.now(UTC))
        self._context.load_verify_locations(self.folder / 'own/authority.pem')
        self._context.verify_flags |= ssl.VERIFY_CRL_CHECK_LEAF

    def finish_request(self, request, client_address):
        """Answer by TLS; who shows no certificate of use gets an alert alone."""
        request.settimeout(10)
        with suppress(OSError), self._context.wrap_socket(
                request, server_side=True, do_handshake_on_connect=False) as safe:
            try:
                safe.do_handshake()
            except ssl.SSLError:
                safe.settimeout(.2)
                while socket.socket.recv(safe, 65536):  # lest a reset goes before the alert
                    pass
            super().finish_request(safe, client_address)


class _Handler(JsonHandler):
    protocol_version = 'HTTP/1.0'

    def do_GET(self):
        path, _sign, query = self.path.partition('?')
        try:
            if path != BODIES:
                raise Refused(405, 'POST')
            self.server.asked.append((path, query))
            if path in self.server.at:
                self.server.at[path](self)
            else:
                self.say(200, self._listed(query))
        except Refused as refused:
            self.say(refused.args[0], {'trangThai': 'tu-choi', 'lyDo': refused.args[1]})

    def do_PUT(self):
        self.say(405, {'lyDo': 'POST'})

    do_DELETE = do_PUT

    def _listed(self, query):
        self._check_token()
        if self.headers.get('Accept') != 'application/json':
            raise Refused(406, 'application/json alone')
        said = parse_qs(query, keep_blank_values=True)
        if set(said) != {'trang', 'soLuong'}:
            raise Refused(400, 'trang, soLuong')
        (page,), (size,) = said['trang'], said['soLuong']
        if not page.isdigit() or not size.isdigit() or not int(page) or not (
                0 < int(size) <= LARGEST_PAGE):
            raise Refused(400, 'trang, soLuong')
        start = (int(page) - 1) * int(size)
        return {'tongSo': len(self.server.bodies),
                'duLieu': self.server.bodies[start:start + int(size)]}

    def _check_token(self):
        kind, _space, token = self.headers.get('Authorization', '').partition(' ')
        if kind != 'Bearer' or token not in self.server.tokens:
            raise Refused(401, 'Invalid Credentials')

    def do_POST(self):
        try:
            body = self.read(LARGEST)
            if self.path in self.server.at:
                self.server.asked.append((self.path, body))
                self.server.at[self.path](self)
            elif self.path == TOKEN:
                self.say(200, self._token(body.decode()))
            elif self.path in (TAKE, REGISTER):
                self.say(200, self._taken(self._message(body)))
            else:
                raise Refused(404, 'no such path')
        except Refused as refused:
            status, why = refused.args
            self.say(status, {'trangThai': 'tu-choi', 'lyDo': why, 'error': why})

    def _token(self, form):
        basic = base64.b64encode(f'{USER}:{SECRET}'.encode()).decode()
        if self.headers.get('Authorization') != f'Basic {basic}':
            raise Refused(401, 'invalid_client')
        if self.headers.get('Content-Type') != 'application/x-www-form-urlencoded':
            raise Refused(400, 'invalid_request')
        if parse_qs(form).get('grant_type') != ['client_credentials']:
            raise Refused(400, 'unsupported_grant_type')
        self.server.given += 1
        token = f'ma-{self.server.given}'
        self.server.tokens.add(token)
        return {'access_token': token, 'token_type': 'Bearer', 'expires_in': LASTS}

    def _message(self, body):
        self._check_token()
        said = self.told(body)
        if set(said) - PARTS:
            raise Refused(400, 'an unknown field')
        self.server.asked.append((self.path, said))
        if said.get('maDonVi') != OWN or not isinstance(said.get('maBanTin'), str):
            raise Refused(400, 'maDonVi, maBanTin')
        self._moment(said.get('thoiGian'), 'thoiGian')
        return said

    def _taken(self, said):
        server, kind, data = self.server, said.get('loaiBanTin'), said.get('duLieu', {})
        if self.path == REGISTER:
            return self._registered(said)
        if kind == 'thu':
            return {'trangThai': 'tiep-nhan', 'maTiepNhan': 'thu'}
        if kind not in ('cong-bo', 'thu-hoi') or not isinstance(data, dict) or set(data) - DATA:
            raise Refused(400, 'loaiBanTin, duLieu')
        identifier = data.get('id')
        if not isinstance(identifier, str) or not identifier.isdigit():
            raise Refused(400, 'id')
        if kind == 'thu-hoi':
            return self._recalled(data, identifier)
        self._check(data)
        if said['maBanTin'] in server.keys:
            return {'trangThai': 'da-co', 'maTiepNhan': server.keys[said['maBanTin']]}
        receipt = server.receipts.setdefault(identifier, f'LGSP-{len(server.receipts) + 1}')
        server.items[identifier], server.keys[said['maBanTin']] = data, receipt
        return {'trangThai': 'tiep-nhan', 'maTiepNhan': receipt}

    def _recalled(self, data, identifier):
        if set(data) - {'id', 'maTiepNhan'}:
            raise Refused(400, 'a recall tells nothing of the item')
        if data.get('maTiepNhan') != self.server.receipts.get(identifier):
            raise Refused(422, 'maTiepNhan')
        self.server.items.pop(identifier, None)
        return {'trangThai': 'tiep-nhan', 'maTiepNhan': data['maTiepNhan']}

    def _registered(self, said):
        service = said.get('dichVu')
        if said.get('loaiBanTin') != 'dang-ky-dich-vu' or not isinstance(service, dict):
            raise Refused(400, 'dichVu')
        for name in ('ten', 'phienBan', 'diaChi', 'diaChiMoTa'):
            if not isinstance(service.get(name), str):
                raise Refused(422, name)
        if not service['diaChiMoTa'].startswith(service['diaChi']) or not service[
                'diaChi'].startswith('https://'):
            raise Refused(422, 'diaChi')
        self.server.services.append(service)
        return {'trangThai': 'tiep-nhan', 'maTiepNhan': f'DV-{len(self.server.services)}'}

    def _check(self, data):
        title, address = data.get('tieuDe'), data.get('duongDan')
        if not isinstance(title, str) or not 0 < len(title) <= LONGEST_TITLE:
            raise Refused(422, 'tieuDe')
        if not isinstance(address, str) or not address.startswith('https://'):
            raise Refused(422, 'duongDan')
        self._moment(data.get('ngayDang'), 'ngayDang')
        if not isinstance(data.get('tuKhoa', []), list):
            raise Refused(422, 'tuKhoa')
        if data.get('loai') == 'van-ban' and not isinstance(data.get('vanBan'), dict):
            raise Refused(422, 'vanBan')

    @staticmethod
    def _moment(text, name):
        try:
            if datetime.fromisoformat(text).tzinfo is not None:
                return
        except (TypeError, ValueError):
            pass
        raise Refused(422, name)

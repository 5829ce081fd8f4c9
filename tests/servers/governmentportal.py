"""The Government's portal as the profile of ADR 93 assumes it; no interface of it is public.

It takes items by POST, keeps them by their id, answers with a receipt and recalls what it is told
to.  ``at``: ``{path: callable(handler)}`` that answers in place of the right one.
"""
from datetime import datetime

from servers.jsonserver import JsonHandler, JsonServer, Refused

TOKEN, TAKE, RECALL = 'ma-truy-cap', '/tin-bai', '/thu-hoi'
LARGEST, LONGEST_TITLE, LONGEST_SUMMARY = 2_000_000, 500, 5000
KNOWN = {'id', 'tieuDe', 'tomTat', 'noiDung', 'duongDan', 'ngayDang', 'ngayCapNhat', 'chuyenMuc',
         'tuKhoa', 'donVi', 'loai', 'maGui', 'maTiepNhan'}


class GovernmentPortal(JsonServer):
    """``items``: what it shows, by ids; ``asked``: ``[(path, message)]``."""

    def __init__(self, port=0):
        super().__init__(_Handler, port)

    def reset(self):
        """Have nothing, and have been asked nothing."""
        self.items, self.receipts, self.at, self.asked, self.keys = {}, {}, {}, [], {}


class _Handler(JsonHandler):
    def do_GET(self):
        self.say(405, {'lyDo': 'POST'})

    do_DELETE = do_PUT = do_GET

    def do_POST(self):
        try:
            body = self.read(LARGEST)
            if self.path in self.server.at:
                self.server.asked.append((self.path, body))
                self.server.at[self.path](self)
                return
            self.say(200, self._taken(self._message(body)))
        except Refused as refused:
            status, why = refused.args
            self.say(status, {'trangThai': 'tu-choi', 'lyDo': why})

    def _message(self, body):
        if self.path not in (TAKE, RECALL):
            raise Refused(404, 'no such path')
        if self.headers.get('Authorization') != f'Bearer {TOKEN}':
            raise Refused(401, 'token')
        said = self.told(body)
        self.server.asked.append((self.path, said))
        for name in set(said) - KNOWN:
            raise Refused(400, f'unknown field {name}')
        if not isinstance(said.get('maGui'), str) or said.get('loai') not in (
                'dang', 'thu-hoi', 'thu'):
            raise Refused(400, 'maGui, loai')
        return said

    def _taken(self, said):
        server, kind = self.server, said['loai']
        if kind == 'thu':
            return {'trangThai': 'tiep-nhan', 'maTiepNhan': 'thu'}
        identifier = said.get('id')
        if not isinstance(identifier, str) or not identifier.isdigit():
            raise Refused(400, 'id')
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
            raise Refused(400, 'a recall tells nothing of the item')
        if said.get('maTiepNhan') != self.server.receipts.get(identifier):
            raise Refused(422, 'maTiepNhan')
        self.server.items.pop(identifier, None)
        return {'trangThai': 'tiep-nhan', 'maTiepNhan': said['maTiepNhan']}

    @staticmethod
    def _check(said):
        title, address = said.get('tieuDe'), said.get('duongDan')
        if not isinstance(title, str) or not 0 < len(title) <= LONGEST_TITLE:
            raise Refused(422, 'tieuDe')
        if len(said.get('tomTat', '')) > LONGEST_SUMMARY:
            raise Refused(422, 'tomTat')
        if not isinstance(address, str) or not address.startswith('https://'):
            raise Refused(422, 'duongDan')
        try:
            published = datetime.fromisoformat(said['ngayDang'])
        except (KeyError, TypeError, ValueError):
            raise Refused(422, 'ngayDang') from None
        if published.tzinfo is None:
            raise Refused(422, 'ngayDang')
        if not isinstance(said.get('tuKhoa', []), list):
            raise Refused(422, 'tuKhoa')

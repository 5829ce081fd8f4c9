"""The City's system of documents as the profile of ADR 101 assumes it; no interface of it is
public, and its fields are those of edXML where that has them (QCVN 102:2016/BTTTT, to which
docs/operations/connectors/documents.md leads).

It lists packages that wait, gives their files, takes receipts and results, and lists what bodies
have issued.  ``at``: ``{path: callable(handler)}`` that answers in place of the right one.
"""
import json
from datetime import datetime
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

from servers.jsonserver import JsonHandler, JsonServer, Refused

TOKEN = 'ma-quan-ly-van-ban'
WAITING, ISSUED, RESULTS = '/goi-tin/cho-nhan', '/van-ban-ban-hanh', '/ket-qua'
LARGEST, MOST, LONGEST_NOTE = 100_000, 100, 2000
STATUSES = {'01', '02', '03', '04', '05', '06', 'thu-hoi', 'thu'}
KNOWN = {'DocumentId', 'StatusCode', 'Description', 'Timestamp', 'maHoSo', 'duongDan', 'maGui'}


class DocumentServer(JsonServer):
    """``packages``: that wait, by ids.  ``issued``: the list.  ``receipts``, ``results``: what was
    told of packages.
    """

    def __init__(self, port=0):
        super().__init__(_Handler, port)

    def reset(self):
        """Have nothing, and have been asked nothing."""
        self.packages, self.files, self.issued, self.last = {}, {}, [], 0
        self.receipts, self.results, self.keys = {}, [], set()
        self.at, self.asked = {}, []

    def send(self, id, files, **changed):
        """Let a package wait; ``files``: ``{name: bytes}``."""
        self.packages[id] = {
            'DocumentId': id, 'Subject': f'Thông báo {id}', 'Content': 'Lịch tiếp công dân.',
            'From': {'OrganId': 'H26.VP', 'OrganName': 'Văn phòng UBND Thành phố',
                     'Email': 'vanthu@hanoi.gov.vn', 'Telephone': '024 3825 3536'},
            'To': {'OrganId': 'H26.BV', 'OrganName': 'UBND xã Ba Vì'},
            'SignerInfo': {'FullName': 'Trần Văn A', 'Position': 'Chánh Văn phòng'},
            'ChoPhepCongKhai': True, 'AttachmentList': [
                {'AttachmentId': str(number), 'AttachmentName': name,
                 'Sha256': sha256(content).hexdigest()}
                for number, (name, content) in enumerate(files.items())], **changed}
        self.files[id] = list(files.values())

    def has(self, id, number, day, **changed):
        """Let a body have issued a document, or say something else of it; the list has it last."""
        self.last += 1
        code, _slash, notation = number.partition('/')
        self.issued = [each for each in self.issued if each['DocumentId'] != id]
        self.issued.append({
            'DocumentId': id, 'Subject': f'Về việc {id}',
            'From': {'OrganId': 'H26.BV', 'OrganName': 'UBND xã Ba Vì'},
            'Code': {'CodeNumber': code, 'CodeNotation': notation},
            'PromulgationInfo': {'Place': 'Hà Nội', 'PromulgationDate': day},
            'DocumentType': {'Type': 2, 'TypeName': 'Quyết định'},
            'so': self.last, **changed})


class _Handler(JsonHandler):
    def do_GET(self):
        self._answer(self._given)

    def do_POST(self):
        self._answer(self._taken)

    def do_DELETE(self):
        self.say(405, {'lyDo': 'GET, POST'})

    do_PUT = do_DELETE

    def _answer(self, answer):
        parts = urlsplit(self.path)
        self.server.asked.append((self.command, self.path))
        try:
            body = self.read(LARGEST, '0')
            if parts.path in self.server.at:
                self.server.at[parts.path](self)
                return
            if self.headers.get('Authorization') != f'Bearer {TOKEN}':
                raise Refused(401, 'token')
            answer(parts.path, parse_qs(parts.query), body)
        except Refused as refused:
            status, why = refused.args
            self.say(status, {'trangThai': 'tu-choi', 'lyDo': why})

    def _given(self, path, query, _body):
        server = self.server
        if path == WAITING:
            size = self._size(query)
            self.say(200, {'danhSach': list(server.packages.values())[:size]})
        elif path == ISSUED:
            self._list(query)
        else:
            match path.split('/'):
                case ['', 'goi-tin', id, 'tep', number] if id in server.packages:
                    if not number.isdigit() or int(number) >= len(server.files[id]):
                        raise Refused(404, 'no such file')
                    self.say(200, server.files[id][int(number)],
                             Content_Type='application/octet-stream')
                case _:
                    raise Refused(404, 'no such path')

    def _size(self, query):
        size = query.get('so', ['20'])[0]
        if not size.isdigit() or not 0 < int(size) <= MOST:
            raise Refused(400, 'so')
        return int(size)

    def _list(self, query):
        size, after = self._size(query), query.get('sau', ['0'])[0] or '0'
        if not after.isdigit():
            raise Refused(400, 'sau')
        left = [each for each in self.server.issued if each['so'] > int(after)]
        shown = left[:size]
        self.say(200, {'danhSach': shown, 'conNua': len(left) > size,
                       'sau': str(shown[-1]['so'] if shown else after)})

    def _taken(self, path, _query, body):
        server, said = self.server, self.told(body)
        for name in set(said) - KNOWN:
            raise Refused(400, f'unknown field {name}')
        if said.get('StatusCode') not in STATUSES:
            raise Refused(400, 'StatusCode')
        if not isinstance(said.get('Description', ''), str) or len(
                said.get('Description', '')) > LONGEST_NOTE:
            raise Refused(422, 'Description')
        match path.split('/'):
            case ['', 'goi-tin', id, 'trang-thai'] if id in server.packages:
                self._received(id, said)
            case ['', 'ket-qua']:
                self._result(said)
            case _:
                raise Refused(404, 'no such path')

    def _received(self, id, said):
        if said.get('DocumentId') != id:
            raise Refused(422, 'DocumentId')
        if said['StatusCode'] not in ('02', '03'):
            raise Refused(422, 'StatusCode of a receipt')
        if said['StatusCode'] == '03' and not said.get('maHoSo'):
            raise Refused(422, 'maHoSo')
        if said['StatusCode'] == '02' and not said.get('Description'):
            raise Refused(422, 'Description of a refusal')
        self.server.receipts[id] = said
        del self.server.packages[id]
        self.say(200, {'trangThai': 'tiep-nhan', 'maTiepNhan': id})

    def _result(self, said):
        if not isinstance(said.get('maGui'), str):
            raise Refused(400, 'maGui')
        if said['StatusCode'] == 'thu':
            self.say(200, {'trangThai': 'tiep-nhan', 'maTiepNhan': 'thu'})
            return
        self._check_result(said)
        if said['maGui'] in self.server.keys:
            self.say(200, {'trangThai': 'da-co', 'maTiepNhan': said['maGui']})
            return
        self.server.keys.add(said['maGui'])
        self.server.results.append(said)
        self.say(200, {'trangThai': 'tiep-nhan', 'maTiepNhan': said['maGui']})

    def _check_result(self, said):
        if said.get('DocumentId') not in self.server.receipts:
            raise Refused(422, 'DocumentId')
        if not said.get('maHoSo'):
            raise Refused(422, 'maHoSo')
        if not str(said.get('duongDan', 'https://')).startswith('https://'):
            raise Refused(422, 'duongDan')
        try:
            at = datetime.fromisoformat(said['Timestamp'])
        except (KeyError, TypeError, ValueError):
            raise Refused(422, 'Timestamp') from None
        if at.tzinfo is None:
            raise Refused(422, 'Timestamp')


def body_of(said):
    """Return the bytes of ``said``."""
    return said if isinstance(said, bytes) else json.dumps(said).encode()

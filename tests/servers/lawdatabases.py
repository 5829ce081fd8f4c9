"""The national database of law and the official gazette, as their public pages ask them.

A real server in a thread of its own.  ``POST /api/qtdc/public/doc/all`` lists, ``GET
/api/qtdc/public/doc/ID`` gives a text, as clients of vbpl.vn see them in 2026; neither body
publishes a description, so what is refused here is what the profile of ADR 92 assumes.  ``POST
/search/van-ban`` is the gazette.  ``at``: ``{path: callable(handler)}`` that answers in place of
the right one.
"""
from servers.jsonserver import OTHER, JsonHandler, JsonServer, Refused

KEY, LARGEST_PAGE, LARGEST_BODY = 'khoa-thu', 100, 10_000
LIST, GAZETTE = '/api/qtdc/public/doc/all', '/search/van-ban'
DETAIL = '/api/qtdc/public/doc/'


class LawServer(JsonServer):
    """``records``: what the database has, as it says them; ``published``: what the gazette has.

    ``asked``: ``[(method, path, body)]``.
    """

    def __init__(self, port=0):
        super().__init__(_Handler, port)

    def reset(self):
        """Have nothing, and have been asked nothing."""
        self.records, self.published, self.texts, self.at, self.asked = [], [], {}, {}, []

    def has(self, number, issued, issuer='UBND thành phố Hà Nội', text='', **other):
        """Let the database have a document; return what it says of it."""
        said = {'id': str(100 + len(self.records)), 'docNum': number, 'issueDate':
                f'{issued}T00:00:00', 'agencyName': issuer, 'title': 'Về việc quản lý chợ',
                'effFrom': None, 'effTo': None, 'effStatus': {'code': 'CHL'},
                'updatedDate': f'{issued}T08:00:00', **other}
        self.records.append(said)
        self.texts[said['id']] = text
        return said

    def printed(self, number, issued, **other):
        """Let the gazette have a document."""
        self.published.append({
            'id_van_ban': 9000 + len(self.published), 'so_ky_hieu': number, 'ngay_ban_hanh':
            issued, 'ten_co_quan': ['Ủy ban nhân dân Thành phố Hà Nội'], 'trich_yeu':
            'Về việc quản lý chợ', **other})


class _Handler(JsonHandler):
    def do_GET(self):
        self._answer('GET')

    def do_POST(self):
        self._answer('POST')

    def do_PUT(self):
        self._answer('PUT')

    def _answer(self, method):
        body = b''
        try:
            body = self.read(LARGEST_BODY, '0')
            self.server.asked.append((method, self.path, body.decode(errors='replace')))
            if self.path in self.server.at:
                self.server.at[self.path](self)
                return
            self.say(200, self._right(method, body))
        except Refused as refused:
            status, why = refused.args
            self.say(status, {'success': False, 'message': why})

    def _right(self, method, body):
        if self.path == LIST:
            return self._listed(self._json(method, body, need_key=True))
        if self.path == GAZETTE:
            return self._gazette(self._json(method, body, need_key=False))
        if self.path.startswith(DETAIL):
            return self._text(method, self.path.removeprefix(DETAIL))
        raise Refused(404, 'no such path')

    def _check_key(self):
        key = self.headers.get(OTHER if self.server.mark else 'X-API-KEY')
        if key is None:
            raise Refused(401, 'Missing Authorization header or X-API-KEY')
        if key != KEY:
            raise Refused(401, 'Invalid X-API-KEY')

    def _json(self, method, body, need_key):
        if method != 'POST':
            raise Refused(405, 'POST alone')
        if need_key:
            self._check_key()
        return self.told(body)

    def _numbers(self, said, page, size, known):
        for name in set(said) - {page, size, *known}:
            raise Refused(400, f'unknown field {name}')
        number, most = said.get(page), said.get(size)
        if type(number) is not int or number < 1:
            raise Refused(400, f'{page}: a number from 1')
        if type(most) is not int or not 1 <= most <= LARGEST_PAGE:
            raise Refused(400, f'{size}: 1 to {LARGEST_PAGE}')
        return (number - 1) * most, most

    def _listed(self, said):
        start, most = self._numbers(said, 'pageNumber', 'pageSize', ('keyword', 'issueDateFrom'))
        return {'success': True, 'data': {
            'items': self.server.records[start:start + most], 'total': len(self.server.records)}}

    def _gazette(self, said):
        start, most = self._numbers(said, 'page', 'page_size', ('filters', 'query'))
        if not isinstance(said.get('filters'), dict):
            raise Refused(400, 'filters: an object')
        if not isinstance(said.get('query'), str):
            raise Refused(400, 'query: a text')
        return {'success': True, 'total': len(self.server.published),
                'data': self.server.published[start:start + most]}

    def _text(self, method, identifier):
        if method != 'GET':
            raise Refused(405, 'GET alone')
        self._check_key()
        if not identifier.isascii() or not identifier.isalnum():
            raise Refused(400, 'no id')
        if identifier not in self.server.texts:
            raise Refused(404, 'no such document')
        return {'success': True, 'data': {'id': identifier, 'documentContent': {
            'content': self.server.texts[identifier]}}}

"""The National Public Service Portal, as the guide of the Government Office has it asked.

A log-in by name and password gives a session; by it the service ``LayDanhSachTTHC`` gives the list
of a unit (guide on connecting, version 1.4 of 20 April 2020, which lies at
https://123doc.top/document/7077974-20200420-tailieuhuongdantichhopdvcqg-v1-4-24.htm, too).  Like
it, most refusals are answers with status 200 and an ``error_code``.  Visitors log in as ``Begun``
says.  ``at``: ``{path: callable(handler)}`` that answers in place of the right one.
"""
import secrets
from urllib.parse import parse_qs, urlsplit

from servers.jsonserver import JsonHandler, JsonServer, Refused
from servers.publiclogin import Begun

USER, PASSWORD, UNIT = 'hanoi', 'mật "khẩu"', '000.00.00.H26'
PROVIDER = 'VN:GOV:000.00.00.G22:vpcpdvcprovider'
ROOT = '/XrdAdapter/RestService/forward/mapi'
LOGIN, SERVICE, LARGEST_BODY = f'{ROOT}/login', f'{ROOT}/g', 10_000


class PublicServices(Begun, JsonServer):
    """``procedures``: ``{code: (name, field)}``; ``asked``: ``[(path, body)]``."""

    def __init__(self, port=0):
        super().__init__(_Handler, port)

    def reset(self):
        """Have nothing, and have been asked nothing."""
        self.procedures, self.at, self.asked, self.sessions = {}, {}, [], set()
        self.provider = None


class _Handler(JsonHandler):
    def do_GET(self):
        try:
            self.server.answer(self)
        except Refused as refused:
            self.say(refused.args[0], {'error_code': str(refused.args[0])})

    def do_PUT(self):
        self.say(405, {'error_code': '405'})

    def do_POST(self):
        try:
            body = self.read(LARGEST_BODY, '0')
            parts = urlsplit(self.path)
            self.server.asked.append((parts.path, body.decode(errors='replace')))
            if parts.path in self.server.at:
                self.server.at[parts.path](self)
                return
            self.say(200, self._right(parts, body))
        except Refused as refused:
            status, *code, why = refused.args
            self.say(status, {'error_code': code[0] if code else str(status), 'message': why})

    def _right(self, parts, body):
        if parts.path not in (LOGIN, SERVICE):
            raise Refused(404, 'no such path')
        if parse_qs(parts.query).get('dstcode') != [PROVIDER]:
            raise Refused(400, 'dstcode')
        said = self.told(body)
        return self._logged_in(said) if parts.path == LOGIN else self._listed(said)

    def _logged_in(self, said):
        if not isinstance(said.get('username'), str) or not isinstance(said.get('password'), str):
            raise Refused(200, '1', 'username and password')
        if (said['username'], said['password']) != (USER, PASSWORD):
            raise Refused(200, '2', 'unknown')
        session = secrets.token_hex(8)
        self.server.sessions.add(session)
        return {'error_code': '0', 'session': session}

    def _listed(self, said):
        if said.get('session') not in self.server.sessions:
            raise Refused(200, '3', 'no session')
        if said.get('madonvi') != UNIT:
            raise Refused(200, '4', 'madonvi')
        if said.get('service') != 'LayDanhSachTTHC':
            raise Refused(200, '5', 'no such service')
        if set(said) - {'session', 'madonvi', 'service'}:
            raise Refused(200, '6', 'unknown field')
        return {'error_code': '0', 'result': [
            {'MATTHC': code, 'TENTTHC': name, 'LINHVUCTHUCHIEN': [{'TENLINHVUC': field}]}
            for code, (name, field) in self.server.procedures.items()]}

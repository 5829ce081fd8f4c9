"""The log-in of the National Public Service Portal that others may begin (OpenID Connect Core 1.0,
4): it asks the provider who somebody is, and then shows the page of the procedure.

It believes one issuer, and leads to its own pages alone.  ``Begun.provider``: the
``VneidProvider``, ``None`` where nobody logs in.
"""
import base64
import hashlib
import json
import secrets
from html import escape
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit
from urllib.request import Request, urlopen

from joserfc import jwk, jws

from servers.jsonserver import Refused
from servers.vneid import OTHER, OTHER_SECRET

BEGIN, BACK, PAGES = '/dang-nhap-mot-lan', '/vneid-ve', 'https://dichvucong.gov.vn/p/'
#: Cookies of who is on the way, and of who is in.
WAY, IN = 'dvcqg-di', 'dvcqg'
_HTML = 'text/html; charset=utf-8'


class Begun:
    """``ways``: ``{state: (verifier, nonce, target)}``; ``inside``: names by cookies."""

    provider = None

    def know(self, provider):
        """Let people log in by ``provider``, which knows where they come back to."""
        self.provider, self.ways, self.inside = provider, {}, {}
        provider.other = self.address + BACK

    def answer(self, handler):
        """Answer a GET.  Raises ``Refused``."""
        parts = urlsplit(handler.path)
        said = parse_qs(parts.query, keep_blank_values=True)
        if self.provider is None:
            raise Refused(405, 'POST')
        if parts.path == BEGIN:
            self._begin(handler, said)
        elif parts.path == BACK:
            self._come_back(handler, dict(parse_qsl(parts.query)))
        elif parts.path.startswith('/p/'):
            self._show(handler, said)
        else:
            raise Refused(404, 'no such path')

    def _begin(self, handler, said):
        target = said.get('target_link_uri', [''])
        if said.get('iss') != [self.provider.issuer]:
            raise Refused(400, 'iss')
        # The address begins so, and none of its signs could lead to another host.
        if len(target) != 1 or not target[0].startswith(PAGES) or set(target[0]) & set('\\@\r\n'):
            raise Refused(400, 'target_link_uri')
        if set(said) - {'iss', 'target_link_uri'}:
            raise Refused(400, 'nothing of a person')
        state, nonce, verifier = (secrets.token_urlsafe(32) for _each in range(3))
        self.ways[state] = verifier, nonce, target[0]
        digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
        _lead(handler, f'{self.provider.issuer}/authorize?' + urlencode({
            'response_type': 'code', 'client_id': OTHER, 'redirect_uri': self.address + BACK,
            'scope': 'openid profile', 'state': state, 'nonce': nonce,
            'code_challenge': digest.rstrip(b'=').decode(), 'code_challenge_method': 'S256'}),
            f'{WAY}={state}')

    def _come_back(self, handler, said):
        way = self.ways.pop(said.get('state'), None)
        if way is None or _cookie(handler, WAY) != said['state'] or 'code' not in said:
            raise Refused(400, 'state')
        verifier, nonce, target = way
        key = secrets.token_urlsafe(16)
        self.inside[key] = self._name(said['code'], verifier, nonce)
        _lead(handler, f'/p/{target.removeprefix(PAGES)}', f'{IN}={key}')

    def _name(self, code, verifier, nonce):
        basic = base64.b64encode(f'{OTHER}:{OTHER_SECRET}'.encode()).decode()
        with urlopen(Request(f'{self.provider.issuer}/token', urlencode({
                'grant_type': 'authorization_code', 'code': code, 'code_verifier': verifier,
                'redirect_uri': self.address + BACK}).encode(),
                {'Authorization': f'Basic {basic}'}), timeout=10) as came:
            token = json.load(came)['id_token']
        with urlopen(f'{self.provider.issuer}/jwks', timeout=10) as came:
            keys = jwk.KeySet.import_key_set(json.load(came))
        claims = json.loads(jws.deserialize_compact(token, keys, algorithms=['RS256']).payload)
        if (claims['iss'], claims['aud'], claims['nonce']) != (
                self.provider.issuer, OTHER, nonce):
            raise Refused(400, 'token')
        return claims['name']

    def _show(self, handler, said):
        name = self.inside.get(_cookie(handler, IN))
        code, = said.get('ma_thu_tuc', [''])
        who = f'Đã đăng nhập: {name}' if name else 'Chưa đăng nhập'
        handler.say(200, (
            f'<!DOCTYPE html><html lang="vi"><title>Cổng Dịch vụ công (minh họa)</title>'
            f'<h1>Thủ tục {escape(code)}</h1><p>{escape(who)}</p></html>').encode(),
            Content_Type=_HTML)


def _lead(handler, address, cookie):
    handler.say(302, b'', Location=address, Set_Cookie=f'{cookie}; Path=/; HttpOnly')


def _cookie(handler, name):
    found = SimpleCookie(handler.headers.get('Cookie')).get(name)
    return found.value if found else ''

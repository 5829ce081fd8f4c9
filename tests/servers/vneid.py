"""A real OpenID provider for tests, speaking HTTP from a thread of its own, with every misdeed.

It keeps to the rules like a strict one (https://openid.net/specs/openid-connect-core-1_0.html,
3.1; RFC 6749, 4.1 and 5.2; RFC 7636): exact redirect address, S256, codes that are good once, the
client's secret.  Its tokens are signed by joserfc; ``claims``, ``header``, ``signed_by`` and
``at`` make it lie, and ``reset()`` honest again.
"""
import base64
import hashlib
import hmac
import html
import json
import secrets
import threading
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, unquote, urlencode, urlsplit

import pytest
from hanoiportal.base.clock import SystemClock
from joserfc import jwk, jws

CLIENT, SECRET = 'cong:ha-noi', 'b/c+d%: e'
LEVEL = 'muc-do-2'
#: Another client, the National Public Service Portal: who is known here is not asked again.
OTHER, OTHER_SECRET = 'cong-dvcqg', 'khac'
CLIENTS = {CLIENT: SECRET, OTHER: OTHER_SECRET}
SESSION = 'vneid-phien'
NAME, SUBJECT = 'NGUYỄN THỊ MINH KHAI', '7f3c-khai'
KINDS = {'RS256': ('RSA', 2048), 'PS256': ('RSA', 2048), 'ES256': ('EC', 'P-256'),
         'EdDSA': ('OKP', 'Ed25519')}


class _Server(ThreadingHTTPServer):
    """A server that says nothing of clients that go away."""

    def handle_error(self, request, client_address):
        pass


class VneidProvider:
    """The provider.  ``clock``: the ``IClock`` by which it dates its tokens.

    ``claims``: ``{name: value or None}``, put into ID tokens, or left out of them; ``user``: what
    user info says.  ``header``: likewise of the token.  ``signed_by``: an algorithm.
    ``at``: ``{path: callable(handler)}`` that answers in place of the right one.
    ``metadata``: changes of what it says of itself.  ``answer``: changes of the parameters with
    which it sends people back.  ``asked``: ``[(path, mapping)]`` of what came.  ``sent``: bytes of
    what has no end.  ``tls``: an ``SSLContext``, or ``None`` for plain HTTP.  ``people``:
    names by ``sub``, of whom one is chosen on the page.
    """

    people = {SUBJECT: NAME}

    def __init__(self, tls=None, port=0):
        self._server = _Server(('127.0.0.1', port), _Handler)
        if tls is not None:
            self._server.socket = tls.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False)
        self._server.daemon_threads = True
        self._server.provider = self
        self.issuer = f'http://127.0.0.1:{self._server.server_port}/nha-cung-cap'
        self._signing = {}
        self.reset()
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def reset(self):
        """Be honest, and have been asked nothing."""
        self.clock = SystemClock()
        self.claims, self.header, self.metadata, self.answer, self.at = {}, {}, {}, {}, {}
        self.signed_by, self.user, self.asked, self._codes = 'RS256', None, [], {}
        self.served = list(KINDS)
        self.redirect, self.other = 'https://hanoi.gov.vn/_vneid', ''
        self.released, self.sent = threading.Event(), 0

    def stop(self):
        """Let go whoever waits, and end."""
        self.released.set()
        self._server.shutdown()
        self._server.server_close()

    def knows(self, address):
        """Return whether people may be sent back to ``address``."""
        return address in (self.redirect, self.other, 'https://hanoi.gov.vn/login-vneid')

    def wrong(self, asked):
        """Return why nobody is asked to agree, ``''`` if they are."""
        proof = asked.get('code_challenge_method'), len(asked.get('code_challenge', ''))
        faults = {
            'client_id': asked.get('client_id') not in CLIENTS,
            'redirect_uri': not self.knows(asked.get('redirect_uri')),
            'response_type': asked.get('response_type') != 'code',
            'scope': 'openid' not in asked.get('scope', '').split(' '),
            'state': not asked.get('state'), 'nonce': not asked.get('nonce'),
            'code_challenge': proof != ('S256', 43),
            'acr_values': asked.get('acr_values', LEVEL) not in (LEVEL, 'muc-do-1')}
        return next((name for name, is_wrong in faults.items() if is_wrong), '')

    def settings(self, folder):
        """Return the settings of a portal that is known here; its secret lies in ``folder``."""
        path = folder / 'vneid-secret'
        path.write_text(SECRET + '\n')
        return {'portal.vneid_issuer': self.issuer, 'portal.vneid_client_id': CLIENT,
                'portal.vneid_secret_file': str(path)}

    def key(self, algorithm):
        """Return the private key for ``algorithm``."""
        kind = KINDS[algorithm]
        if kind not in self._signing:
            self._signing[kind] = jwk.generate_key(
                *kind, parameters={'use': 'sig'}, auto_kid=True)
        return self._signing[kind]

    def turn_keys(self):
        """Sign by other keys from now on, which those who ask are given."""
        self._signing = {}

    def agree(self, address, **changes):
        """Return where somebody is sent back to who agrees at ``address``, path and query."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert not self.wrong(asked), self.wrong(asked)
        self.asked.append(('/authorize', asked))
        code = secrets.token_urlsafe(24)
        self._codes[code] = asked
        said = {'code': code, 'state': asked['state'], 'iss': self.issuer,
                **self.answer, **changes}
        query = urlencode({name: text for name, text in said.items() if text is not None})
        return f'{urlsplit(asked["redirect_uri"]).path}?{query}'

    def discovery(self, _handler):
        base = self.issuer
        return {'issuer': base, 'authorization_endpoint': f'{base}/authorize',
                'token_endpoint': f'{base}/token', 'jwks_uri': f'{base}/jwks',
                'userinfo_endpoint': f'{base}/userinfo', 'response_types_supported': ['code'],
                'authorization_response_iss_parameter_supported': True, **self.metadata}

    def jwks(self, _handler):
        keys = {id(key): key for key in map(self.key, self.served)}
        return {'keys': [key.as_dict(private=False) for key in keys.values()]}

    def token(self, handler):
        form = dict(parse_qsl(handler.body))
        self.asked.append(('/token', form))
        if not self._is_client(handler, form):
            return 401, {'error': 'invalid_client'}
        if form.get('grant_type') != 'authorization_code':
            return 400, {'error': 'unsupported_grant_type'}
        if not form.get('code'):
            return 400, {'error': 'invalid_request'}
        asked = self._codes.pop(form['code'], None)
        if not (asked and _is_proof(asked, form)
                and form.get('redirect_uri') == asked['redirect_uri']):
            return 400, {'error': 'invalid_grant'}
        return {'access_token': 'mo-duoc-thong-tin', 'token_type': 'Bearer', 'expires_in': 60,
                'id_token': self.signed(asked)}

    def userinfo(self, handler):
        self.asked.append(('/userinfo', {}))
        if handler.headers['Authorization'] != 'Bearer mo-duoc-thong-tin':
            return 401, {'error': 'invalid_token'}
        return self.user or {}

    def _is_client(self, handler, form):
        if self.metadata.get('token_endpoint_auth_methods_supported') == ['client_secret_post']:
            return (form.get('client_id'), form.get('client_secret')) == (CLIENT, SECRET)
        kind, _blank, shown = (handler.headers['Authorization'] or '').partition(' ')
        try:
            given = base64.b64decode(shown).decode()
        except ValueError:
            return False
        return kind == 'Basic' and tuple(
            unquote(each) for each in given.split(':')) in CLIENTS.items()

    def signed(self, asked):
        """Return the ID token for who ``asked``, a mapping."""
        now, who = int(self.clock.now().timestamp()), asked.get('who', SUBJECT)
        claims = {'iss': self.issuer, 'aud': asked['client_id'], 'sub': who, 'iat': now,
                  'exp': now + 300, 'nonce': asked['nonce'], 'acr': LEVEL,
                  'name': self.people[who], **self.claims}
        payload = json.dumps({name: value for name, value in claims.items() if value is not None})
        if self.signed_by == 'none':
            return f'{_letters(json.dumps({"alg": "none", **self.header}))}.{_letters(payload)}.'
        if self.signed_by == 'HS256':  # with what everybody knows of the true key
            known = self.key('RS256')
            head = {'alg': 'HS256', 'kid': known.kid, **self.header}
            text = f'{_letters(json.dumps(head))}.{_letters(payload)}'
            mac = hmac.new(known.as_pem(private=False), text.encode(), hashlib.sha256).digest()
            return f'{text}.{_letters(mac)}'
        key = self.key(self.signed_by)
        header = {'alg': self.signed_by, 'typ': 'JWT', 'kid': key.kid, **self.header}
        registry = jws.JWSRegistry(algorithms=list(KINDS), strict_check_header=False)
        return jws.serialize_compact(
            {name: value for name, value in header.items() if value is not None}, payload,
            key, registry=registry)

    def page(self, asked):
        """Return the page on which somebody agrees, in a browser."""
        fields = ''.join(f'<input type="hidden" name="{html.escape(name)}" '
                         f'value="{html.escape(text)}">' for name, text in asked.items())
        people = ''.join(
            f'<p><label><input type="radio" name="who" value="{sub}"{" checked" * (not place)}> '
            f'{name}</label></p>' for place, (sub, name) in enumerate(self.people.items()))
        return (f'<!DOCTYPE html><html lang="vi"><title>VNeID</title><h1>VNeID thử</h1>'
                f'<form method="post" action="{self.issuer}/agree">{fields}{people}'
                '<button name="say" value="yes">Đồng ý</button> '
                '<button name="say" value="no">Không đồng ý</button></form>')


def _letters(content):
    content = content.encode() if isinstance(content, str) else content
    return base64.urlsafe_b64encode(content).rstrip(b'=').decode()


def _is_proof(asked, form):
    digest = hashlib.sha256(form.get('code_verifier', '').encode()).digest()
    return asked['code_challenge_method'] == 'S256' and (
        asked['code_challenge'] == _letters(digest))


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = 'HTTP/1.1'

    def do_GET(self):
        self.body = ''
        self._answer()

    def do_POST(self):
        self.body = self.rfile.read(int(self.headers['Content-Length'])).decode()
        self._answer()

    def _answer(self):
        provider = self.server.provider
        path = urlsplit(self.path).path.removeprefix(urlsplit(provider.issuer).path)
        try:
            if path in provider.at:
                provider.at[path](self)
            elif path == '/authorize':
                asked = {name: texts[0] for name, texts in parse_qs(
                    urlsplit(self.path).query).items()}
                who = SimpleCookie(self.headers.get('Cookie')).get(SESSION)
                if provider.wrong(asked):
                    self.send(400, provider.wrong(asked))
                elif who and who.value in provider.people and asked['client_id'] == OTHER:
                    self._lead_back(provider, {**asked, 'who': who.value}, {})
                else:
                    self.send(200, provider.page(asked), 'text/html; charset=utf-8')
            elif path == '/agree':
                form = dict(parse_qsl(self.body))
                self._lead_back(provider, form, {} if form.pop('say') == 'yes' else {
                    'code': None, 'error': 'access_denied'})
            else:
                self._answer_json(provider, path)
        except OSError:  # who asked has gone
            self.close_connection = True

    def _lead_back(self, provider, asked, said):
        back = provider.agree('?' + urlencode(asked), **said)
        parts = urlsplit(asked['redirect_uri'])
        if not provider.knows(asked['redirect_uri']):
            self.send(400, 'redirect_uri')
            return
        self.send(302, '', Location=f'{parts.scheme}://{parts.netloc}{back}', **{
            'Set-Cookie': f'{SESSION}={asked.get("who", SUBJECT)}; Path=/; HttpOnly'})

    def _answer_json(self, provider, path):
        answers = {'/.well-known/openid-configuration': provider.discovery,
                   '/token': provider.token, '/jwks': provider.jwks,
                   '/userinfo': provider.userinfo}
        if path not in answers:
            self.send(404, 'no such path')
            return
        if (path == '/token') != (self.command == 'POST'):
            self.send(405, 'method')
            return
        if path != '/token' and path != '/userinfo':
            provider.asked.append((path, {}))
        found = answers[path](self)
        status, content = found if isinstance(found, tuple) else (200, found)
        self.send(status, json.dumps(content), 'application/json')

    def send(self, status, text, kind='text/plain; charset=utf-8', **headers):
        """Send a whole answer."""
        content = text if isinstance(text, bytes) else text.encode()
        self.send_response(status)
        for name, value in {'Content-Type': kind, 'Content-Length': str(len(content)),
                            **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_about):
        """Say nothing."""


def hangs(handler):
    """Say nothing until the test is over."""
    handler.server.provider.released.wait(60)
    handler.close_connection = True


def drips(handler):
    """Say one letter after another, without an end."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.provider.released.wait(.05):
        handler.wfile.write(b' ')
    handler.close_connection = True


def drips_headers(handler):
    """Never come to the end of the headers."""
    while not handler.server.provider.released.wait(.05):
        handler.wfile.write(b'H')
    handler.close_connection = True


def endless(handler):
    """Say something right, and blanks behind it for ever."""
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(b'{}')
    provider = handler.server.provider
    handler.close_connection = True
    while not provider.released.is_set():
        handler.wfile.write(b' ' * 65536)
        provider.sent += 65536


#: Ways of answering that no provider should have.
MISBEHAVIOURS = {
    'error': lambda handler: handler.send(500, '{"error": "<b>server_error</b>"}'),
    'nothing': lambda handler: handler.connection.close(),
    'rubbish': lambda handler: handler.send(200, b'\xff\xfe{"a"'),
    'a list': lambda handler: handler.send(200, '[]'),
    'a number': lambda handler: handler.send(200, '9' * 5000),
    'nested': lambda handler: handler.send(200, '[' * 90_000),
    'ten megabytes': lambda handler: handler.send(200, '{"a": "' + 'x' * 10_000_000 + '"}'),
    'elsewhere': lambda handler: handler.send(
        302, '', Location=f'{handler.server.provider.issuer}/elsewhere'),
    'endless': endless, 'hangs': hangs, 'drips': drips, 'drips headers': drips_headers,
}


@pytest.fixture(scope='session')
def lasting_vneid():
    """The ``VneidProvider`` of the run; portals that are known to one are alike."""
    provider = VneidProvider()
    yield provider
    provider.stop()


@pytest.fixture(scope='module')
def vneid_folder(tmp_path_factory):
    """Where the secret of the portal lies; one for all tests, whose portals are alike."""
    return tmp_path_factory.mktemp('vneid')


@pytest.fixture
def vneid_settings(lasting_vneid, vneid_folder):
    """Settings of a portal that asks it, for ``own_settings``."""
    return lasting_vneid.settings(vneid_folder)


@pytest.fixture
def vneid(lasting_vneid):
    """A ``VneidProvider`` that is honest."""
    lasting_vneid.reset()
    yield lasting_vneid
    lasting_vneid.released.set()

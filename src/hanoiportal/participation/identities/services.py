"""``ICitizens``: the code flow of OpenID Connect with PKCE, as a plain object."""
import base64
import hashlib
import logging
import secrets
import threading
from contextlib import contextmanager
from urllib.parse import quote, urlencode

from zope.interface import implementer

from ...kernel.tree.readable import is_stacked, normal
from ...platform.http.interfaces import Deadline
from .interfaces import (
    BUSY,
    DECLINED,
    DOWN,
    LOW,
    OVER,
    SITE_SIGN,
    WRONG,
    ICitizens,
    Unconfirmed,
    Way,
)
from .provider import METHODS, USERINFO, Provider
from .resource import Identity
from .tokens import claims_of, is_same, is_subject

#: Behind the address of the city portal: where people come back to.
VIEW_NAME = '_vneid'
#: Seconds that somebody waits for the provider at most, and how many may wait at once.
SECONDS, AT_ONCE = 5, 2
_SCOPE = 'openid profile'
_LONGEST_CODE, _LONGEST_NAME = 4000, 200
#: Letters that nobody sees: the fillers of Hangul.
_BLANK = frozenset('\u115f\u1160\u3164\uffa0')

log = logging.getLogger(__name__)


@implementer(ICitizens)
class Citizens:
    """``ICitizens`` for one process.  ``levels``: ``Levels``.  ``mark``: callable(text) -> mark,
    see ``Sealing``.  ``http``: ``IHttp``.
    """

    def __init__(self, settings, levels, mark, http):
        self._settings, self._levels, self._mark = settings, levels, mark
        self._provider = Provider(settings.vneid_issuer, http)
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    @property
    def is_open(self):
        return bool(self._settings.vneid_issuer and self._settings.vneid_client_id)

    @property
    def _back(self):
        """Where visitors come back to: an address that the provider is told beforehand."""
        return f'{self._settings.city}/{VIEW_NAME}'

    def begin(self, now, language, back='', site=''):
        state = f'{secrets.token_urlsafe(32)}{SITE_SIGN}{site}' if site else (
            secrets.token_urlsafe(32))
        way = Way(state, secrets.token_urlsafe(32), secrets.token_urlsafe(32),
                  int(now.timestamp()), back)
        with self._turn() as deadline:
            there = self._provider.metadata(now, deadline)['authorization_endpoint']
        query = urlencode({
            'response_type': 'code', 'client_id': self._settings.vneid_client_id,
            'redirect_uri': back or self._back, 'scope': _SCOPE, 'state': way.state,
            'nonce': way.nonce,
            'code_challenge': _challenge(way.verifier), 'code_challenge_method': 'S256',
            'acr_values': ' '.join(self._levels.accepted(now)), 'ui_locales': language},
            quote_via=quote)
        return f'{there}{"&" if "?" in there else "?"}{query}', way

    def finish(self, way, said, now):
        with self._turn() as deadline:
            code = self._code(way, said, self._provider.metadata(now, deadline))
            tokens = self._tokens(way, code, now, deadline)
            claims = claims_of(
                tokens.get('id_token'), self._settings.vneid_issuer,
                self._settings.vneid_client_id, way, now.timestamp(),
                lambda kid: self._provider.keys(kid, now, deadline))
            level = self._level(claims, now)
            name = self._name(claims, tokens, now, deadline)
        return Identity(name, self._mark(f'vneid {self._settings.vneid_issuer} {claims["sub"]}'),
                        level, now)

    @contextmanager
    def _turn(self):
        """Give the ``Deadline`` of who asks the provider now; say in the log what went wrong."""
        if not self._turns.acquire(blocking=False):
            raise Unconfirmed(BUSY)
        try:
            yield Deadline(SECONDS)
        except Unconfirmed as error:
            log.log(logging.INFO if error.code in (DECLINED, LOW, OVER) else logging.WARNING,
                    'identity not confirmed: %s', error)
            raise
        finally:
            self._turns.release()

    def _code(self, way, said, metadata):
        """Return the code in what the provider ``said`` by the browser (RFC 6749, RFC 9207)."""
        if not is_same(said.get('state'), way.state):
            raise Unconfirmed(OVER, 'state of another way')
        must_say = metadata.get('authorization_response_iss_parameter_supported') is True
        if said.get('iss', None if must_say else self._settings.vneid_issuer) != (
                self._settings.vneid_issuer):
            raise Unconfirmed(WRONG, 'answer of another issuer')
        if 'error' in said:
            raise Unconfirmed(
                DECLINED if said['error'] == 'access_denied' else WRONG, 'the provider refuses')
        code = said.get('code', '')
        if not 0 < len(code) <= _LONGEST_CODE:
            raise Unconfirmed(WRONG, 'no code')
        return code

    def _tokens(self, way, code, now, deadline):
        """Return what the provider gives for ``code``, once."""
        metadata = self._provider.metadata(now, deadline)
        form = {'grant_type': 'authorization_code', 'code': code,
                'redirect_uri': way.back or self._back, 'code_verifier': way.verifier}
        headers, client = {}, self._settings.vneid_client_id
        secret = self._secret()
        if 'client_secret_basic' in metadata.get(METHODS, ['client_secret_basic']):
            pair = f'{quote(client, safe="")}:{quote(secret, safe="")}'.encode()
            headers['Authorization'] = f'Basic {base64.b64encode(pair).decode()}'
        else:
            form |= {'client_id': client, 'client_secret': secret}
        return self._provider.ask(
            metadata['token_endpoint'], now, deadline, form=form, headers=headers)

    def _secret(self):
        try:
            return self._settings.vneid_secret_file.read_text(encoding='ascii').strip()
        except (OSError, ValueError) as error:
            raise Unconfirmed(DOWN, f'portal.vneid_secret_file: {type(error).__name__}') from None

    def _level(self, claims, now):
        acr = claims.get('acr')
        number = self._levels.number(acr, now) if isinstance(acr, str) else None
        if number is None:
            raise Unconfirmed(LOW)
        return number

    def _name(self, claims, tokens, now, deadline):
        """Return the name, which not every provider writes into the token itself."""
        there, access = self._provider.metadata(now, deadline).get(USERINFO), tokens.get(
            'access_token')
        if 'name' not in claims and there and _is_header(access):
            more = self._provider.ask(
                there, now, deadline, headers={'Authorization': f'Bearer {access}'})
            if not is_subject(more.get('sub')) or more['sub'] != claims['sub']:
                raise Unconfirmed(WRONG, 'user info of somebody else')
            claims = more
        name = claims.get('name')
        name = ' '.join(normal(name).split()) if isinstance(name, str) else ''
        if not _is_name(name):
            raise Unconfirmed(WRONG, 'no name')
        return name


def _challenge(verifier):
    """Return the S256 challenge of ``verifier`` (RFC 7636, 4.2)."""
    digest = hashlib.sha256(verifier.encode('ascii')).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b'=').decode('ascii')


def _is_name(text):
    """Return whether people can read ``text`` as it is."""
    return len(text) <= _LONGEST_NAME and text.isprintable() and (
        any(map(str.isalpha, text)) and _BLANK.isdisjoint(text) and not is_stacked(text))


def _is_header(value):
    return isinstance(value, str) and value.isascii() and value.isprintable() and (
        0 < len(value) <= _LONGEST_CODE)

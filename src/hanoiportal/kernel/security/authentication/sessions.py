"""The session cookie: signed JSON, HttpOnly, SameSite, idle as long as ``account_rules.csv``
allows when the process starts.

Readers never get one: a session is only made by logging in or by a form.  Where log-ins do not
count (``portal.desk_host``) a form gets one of its own, which no log-in can be made of.  A session
that has ended leaves behind that somebody had logged in with this browser: no right, but what they
were writing meanwhile is let through to the log-in, however long.
"""
import datetime
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from pyramid.config import Configurator
from pyramid.interfaces import ISession
from pyramid.request import Request
from pyramid.session import BaseCookieSessionFactory, JSONSerializer
from webob.cookies import SignedSerializer

from ....base.garbage import let_go_at_end
from ....base.interfaces import IClock
from ....base.settings import ISettings, Settings
from ..crypto.key import SHORTEST, from_environment
from ..crypto.putting import put_new
from .rules import IDLE, IAccountRules

COOKIE = 'hanoiportal'
#: Before the names of cookies where they are sent over HTTPS alone: browsers take such a one from
#: nobody but this host itself, neither from a neighbour under our domain nor over plain HTTP
#: (RFC 6265bis, 4.1.3.2).
HOST = '__Host-'
HOST_COOKIE = HOST + COOKIE
#: Of the session of a form where log-ins do not count.
FORM_COOKIE = 'bieu-mau'
#: In a session: that somebody has logged in with this browser, lately.
KNOWN = 'known'
KNOWN_DAYS = 7

#: Makes the session of a request.
Sessions = Callable[[Request], ISession]

#: Files in which this process has made a key.
_made: set[Path] = set()


class BadSecret(ValueError):
    """There is no key that can be used; ``args[0]`` says in which file."""


def read_secret(path: Path) -> str:
    """Return the key in the environment, else in the file ``path``, made first (mode 0600) when
    it is missing.

    Raises ``BadSecret`` if what is there is shorter than ``SHORTEST``, or if none can be made.
    """
    given = from_environment(os.environ)
    if given is not None:
        return given
    if not path.exists():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if put_new(path, secrets.token_hex(64).encode()):
                _made.add(path)
        except OSError as error:  # such as in a vault, where nothing is made anew
            raise BadSecret(f'{path}: the key of sessions is not there, and none can be made: '
                            f'{error.strerror}') from error
    secret = path.read_text(encoding='ascii').strip()
    if len(secret) < SHORTEST:
        raise BadSecret(f'{path}: the key of sessions has {len(secret)} characters, '
                        f'it needs {SHORTEST}; remove the file and a new one is made')
    return secret


def is_new(path: Path) -> bool:
    """Return whether this process has made the key in the file ``path``."""
    return path in _made


def own_name(name: str, settings: Settings) -> str:
    """Return what the cookie ``name`` is called where ``settings`` hold, see ``HOST``."""
    return HOST + name if settings.secure_cookies else name


def cookie_name(settings: Settings) -> str:
    """Return the name of the session's cookie."""
    return own_name(COOKIE, settings)


def bears_session(request: Request) -> bool:
    """Return whether ``request`` bears the cookie of a session, a good one or not."""
    if 'HTTP_COOKIE' not in request.environ:
        return False
    cookies = request.cookies
    return COOKIE in cookies or HOST_COOKIE in cookies


def remembering(serializer: SignedSerializer, factory: Sessions, name: str) -> Sessions:
    """Return a session factory like ``factory`` whose sessions are ``KNOWN`` if their cookie was,
    before it ran out, less than ``KNOWN_DAYS`` ago.
    """
    def session_of(request: Request) -> ISession:
        session = factory(request)
        now = request.registry.getUtility(IClock).now().timestamp()
        lately = now - session.renewed < datetime.timedelta(days=KNOWN_DAYS).total_seconds()
        if not session.new and not dict.__len__(session) and lately:
            _renewed, _created, state = serializer.loads(request.cookies[name].encode('ascii'))
            dict.update(session, {KNOWN: True} if KNOWN in state else {})
        let_go_at_end(request, session)
        return session

    return session_of


def includeme(config: Configurator) -> None:
    settings = config.registry.getUtility(ISettings)
    registry = config.registry
    idle = 60 * registry.getUtility(IAccountRules).number(IDLE, registry.getUtility(IClock).now())
    secret = read_secret(settings.secret_file)

    def sessions(name: str, salt: str) -> Sessions:
        serializer = SignedSerializer(secret, salt, 'sha512', JSONSerializer())
        serializer.digestmod = 'sha512'  # by this name OpenSSL does all of it, six times as fast
        return remembering(serializer, BaseCookieSessionFactory(
            serializer, cookie_name=name, httponly=True, samesite='Lax',
            secure=settings.secure_cookies, timeout=idle, reissue_time=idle // 10, max_age=None),
            name)

    of_staff = sessions(cookie_name(settings), 'pyramid.session.')
    of_forms = sessions(own_name(FORM_COOKIE, settings), 'hanoiportal.form.')

    def session_of(request: Request) -> ISession:
        address = getattr(request, 'address', None)  # ``routing.address.Address``
        return (of_staff if address is None or address.staff else of_forms)(request)

    config.set_session_factory(session_of)

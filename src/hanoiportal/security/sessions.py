"""The session cookie: signed JSON, HttpOnly, SameSite, idle at most ``idle_minutes``.

Readers never get one: a session is only made by logging in or by a form.
"""
import os
import secrets
import tempfile

from pyramid.session import JSONSerializer, SignedCookieSessionFactory

from ..settings import ISettings

COOKIE = 'hanoiportal'
#: Characters; with a shorter key a session could be forged.
SHORTEST = 64


class BadSecret(ValueError):
    """The file of the key holds none that can be used; ``args[0]`` says which file."""


def read_secret(path):
    """Return the key in the file ``path``, made first (mode 0600) when it is missing.

    Raises ``BadSecret`` if what is there is shorter than ``SHORTEST``.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_secret(path, secrets.token_hex(64))
    secret = path.read_text(encoding='ascii').strip()
    if len(secret) < SHORTEST:
        raise BadSecret(f'{path}: the key of sessions has {len(secret)} characters, '
                        f'it needs {SHORTEST}; remove the file and a new one is made')
    return secret


def _write_secret(path, secret):
    """Put the file in its place whole: nobody who starts beside us reads half a key."""
    with tempfile.NamedTemporaryFile('w', encoding='ascii', dir=path.parent) as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
        try:
            os.link(file.name, path)
        except FileExistsError:  # another process was quicker
            return


def includeme(config):
    settings = config.registry.getUtility(ISettings)
    idle = settings.idle_minutes * 60
    config.set_session_factory(SignedCookieSessionFactory(
        read_secret(settings.secret_file), serializer=JSONSerializer(), cookie_name=COOKIE,
        httponly=True, samesite='Lax', secure=settings.secure_cookies,
        timeout=idle, reissue_time=idle // 10, max_age=None))

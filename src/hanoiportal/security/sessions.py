"""The session cookie: signed JSON, HttpOnly, SameSite, idle at most ``idle_minutes``.

Readers never get one: a session is only made by logging in or by a form.
"""
import os
import secrets

from pyramid.session import JSONSerializer, SignedCookieSessionFactory

from ..settings import ISettings

COOKIE = 'hanoiportal'


def read_secret(path):
    """Return the key in the file ``path``, made first (mode 0600) when it is missing."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_secret(path, secrets.token_hex(64))
    return path.read_text(encoding='ascii').strip()


def _write_secret(path, secret):
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was quicker
        return
    with os.fdopen(descriptor, 'w', encoding='ascii') as file:
        file.write(secret)


def includeme(config):
    settings = config.registry.getUtility(ISettings)
    idle = settings.idle_minutes * 60
    config.set_session_factory(SignedCookieSessionFactory(
        read_secret(settings.secret_file), serializer=JSONSerializer(), cookie_name=COOKIE,
        httponly=True, samesite='Lax', secure=settings.secure_cookies,
        timeout=idle, reissue_time=idle // 10, max_age=None))

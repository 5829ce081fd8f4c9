"""Cookies of this host alone that no script reads."""
from webob.cookies import CookieProfile

from ...kernel.security.authentication.sessions import own_name


def hidden_cookie(settings, name, samesite, max_age, serializer):
    """Return the ``CookieProfile`` of the cookie ``name``, over HTTPS alone where the portal is.

    ``max_age``: seconds or a ``timedelta``.
    """
    return CookieProfile(
        own_name(name, settings), max_age=max_age, secure=settings.secure_cookies, httponly=True,
        samesite=samesite, path='/', serializer=serializer)

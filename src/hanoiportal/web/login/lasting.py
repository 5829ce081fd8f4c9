"""Cookies that are signed and outlive the session, each with a few entries by key."""
import datetime

from pyramid.session import JSONSerializer
from webob.cookies import SignedSerializer

from ...kernel.security.authentication.sessions import read_secret
from .cookies import hidden_cookie


def profile_of(settings, name, salt, samesite, **lasts):
    """Return the ``CookieProfile`` of the cookie ``name``, for this host alone.

    ``salt``: what its signature is made with besides the secret.  ``lasts``: how long, said as to
    ``timedelta``.
    """
    return hidden_cookie(
        settings, name, samesite, datetime.timedelta(**lasts),
        SignedSerializer(read_secret(settings.secret_file), salt, 'sha512', JSONSerializer()))


def headers_with(profile, known, key, value, most):
    """Return the headers by which a browser keeps ``value`` under ``key`` besides what is
    ``known``, of which that stays which came last, ``most`` in all.
    """
    newest = [*((each, known[each]) for each in known if each != key), (key, value)][-most:]
    return profile.get_headers(dict(newest), domains=(None,))

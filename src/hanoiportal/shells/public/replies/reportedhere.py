"""Which posts this browser has reported: a sealed cookie, so that a device reports a post once.

It is no proof: who throws it away may report again.  It names posts alone and stays with the
browser.
"""
from __future__ import annotations

from pyramid.request import Request
from pyramid.response import Response

from ....base.interfaces import IClock
from ....kernel.security.crypto.sealing import ISealing
from ....web.login.sealedcookies import SealedCookie

#: Minutes that it is remembered; posts, of which that reported longest ago is forgotten.
MINUTES, MOST = 30 * 24 * 60, 60
_COOKIE, _POSTS = SealedCookie('da-bao', MINUTES, 'Lax'), 'posts'


def was_reported(request: Request, public: str) -> bool:
    """Return whether the browser that asks has reported the post named ``public``."""
    return public in _posts(request)


def remember(request: Request, response: Response, public: str) -> None:
    """Let ``response`` say that it has."""
    registry = request.registry
    _COOKIE.write(request, response, registry.getUtility(ISealing),
                  registry.getUtility(IClock).now(),
                  {_POSTS: [*_posts(request), public][-MOST:]})


def _posts(request: Request) -> list[str]:
    registry = request.registry
    found = _COOKIE.read(request, registry.getUtility(ISealing), registry.getUtility(IClock).now())
    return list(found.get(_POSTS, ()))

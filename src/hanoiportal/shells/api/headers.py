"""Headers of every answer of the API."""
from __future__ import annotations

from pyramid.response import Response

#: What a script of another website may read of an answer besides its body.
_READABLE = 'Content-Language, ETag, Link, Retry-After, RateLimit, RateLimit-Policy'


def open_to_all(response: Response) -> None:
    """Let scripts of every website read ``response`` (CORS): without cookies, since no answer
    depends on them.
    """
    response.headers['Access-Control-Allow-Origin'] = '*'
    response.headers['Access-Control-Expose-Headers'] = _READABLE
    response.headers['Cross-Origin-Resource-Policy'] = 'cross-origin'
    response.headers['Vary'] = 'Accept-Language'

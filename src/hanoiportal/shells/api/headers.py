"""Headers of every answer of the API."""
from __future__ import annotations

from pyramid.request import Request
from pyramid.response import Response

from .endpoints import JSON

#: What a script of another website may read of an answer besides its body.
_READABLE = 'Content-Language, ETag, Link, Retry-After, RateLimit, RateLimit-Policy'


def begun(request: Request, status: int) -> Response:
    """Return the response of ``request`` with all that answers of JSON have but their body."""
    response = request.response
    response.content_type, response.status_int = JSON, status
    response.content_language = request.language.tag
    open_to_all(response)
    return response


def open_to_all(response: Response) -> None:
    """Let scripts of every website read ``response`` (CORS): without cookies, since no answer
    depends on them.
    """
    response.headers['Access-Control-Allow-Origin'] = '*'
    response.headers['Access-Control-Expose-Headers'] = _READABLE
    response.headers['Cross-Origin-Resource-Policy'] = 'cross-origin'
    response.headers['Vary'] = 'Accept-Language'

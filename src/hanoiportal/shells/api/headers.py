"""Headers of every answer of the API."""
from __future__ import annotations

from pyramid.request import Request
from pyramid.response import Response

from .endpoints import JSON

#: What a script of another website may read of an answer besides its body.
_READABLE = 'Content-Language, ETag, Link, Retry-After, RateLimit, RateLimit-Policy'
#: Of all answers.
_OPEN = (('Access-Control-Allow-Origin', '*'), ('Access-Control-Expose-Headers', _READABLE),
         ('Cross-Origin-Resource-Policy', 'cross-origin'), ('Vary', 'Accept-Language'))


def begun(request: Request, status: int) -> Response:
    """Return the response of ``request`` with all that answers of JSON have but their body."""
    response = request.response
    response.status_int = status
    _put(response, (('Content-Type', JSON), ('Content-Language', request.language.tag), *_OPEN))
    return response


def open_to_all(response: Response) -> None:
    """Let scripts of every website read ``response`` (CORS): without cookies, since no answer
    depends on them.
    """
    _put(response, _OPEN)


def _put(response: Response, headers: tuple[tuple[str, str], ...]) -> None:
    """Let ``response`` have ``headers`` in place of those of the same names, all at once: WebOb
    goes through what is there for each.
    """
    names = {name.lower() for name, _value in headers}
    response.headerlist = [
        *headers, *(each for each in response.headerlist if each[0].lower() not in names)]

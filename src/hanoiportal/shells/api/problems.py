"""What is refused, as programs read it: ``application/problem+json`` (RFC 9457).

Titles and sentences are in the language that is asked for; ``type`` is an address of the page
that explains it, and stays.
"""
from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPClientError
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import (
    exception_view_config,
    forbidden_view_config,
    notfound_view_config,
    view_config,
)

from ...base.interfaces import ISite
from ...kernel.workflow.interfaces import GONE
from .endpoints import NAME, VERSION, is_view_of_api
from .headers import open_to_all
from .kinds import BAD_REQUEST, GONE_AWAY, NO_METHOD, NOT_FOUND, TOO_LARGE, TOO_MANY, ProblemKind

MIMETYPE = 'application/problem+json'


_BY_STATUS = {404: NOT_FOUND, 403: NOT_FOUND, 405: NO_METHOD, 410: GONE_AWAY, 413: TOO_LARGE,
              429: TOO_MANY}


class FieldError(NamedTuple):
    """What is wrong with one field.  ``place``: ``query``, ``path``, ``header`` or ``body``.

    ``name``: of a parameter, or the steps to a field of the body, with ``/`` between them.
    ``detail``: translatable.
    """

    place: str
    name: str
    detail: str


class Problem(Exception):
    """A request that is refused.

    ``kind``: one of ``kinds``, or a feature's own.  ``detail``: translatable, in place of that of
    the kind.  ``more``: further members.
    """

    def __init__(self, kind: ProblemKind, detail: str = '', errors: tuple[FieldError, ...] = (),
                 headers: Mapping[str, str] | None = None,
                 more: Mapping[str, object] | None = None) -> None:
        super().__init__(kind.code)
        self.kind, self.detail, self.errors = kind, detail, errors
        self.headers, self.more = dict(headers or {}), dict(more or {})


class MachinePredicate:
    """View predicate: it is a program that is to be answered, below ``/api``."""

    def __init__(self, value: bool, _config: Configurator) -> None:
        self._value = value

    def text(self) -> str:
        """Return how Pyramid names it."""
        return f'machine = {self._value}'

    phash = text

    def __call__(self, _context: object, request: Request) -> bool:
        return is_machine(request) == self._value


def is_machine(request: Request) -> bool:
    """Return whether ``request`` is one to the API, wherever it was refused."""
    path = request.environ.get('PATH_INFO', '')
    return is_view_of_api(getattr(request, 'view_name', '')) or path.startswith(f'/{NAME}/')


def answer_of(request: Request, problem: Problem) -> Response:
    """Return the ``Response`` that tells of ``problem``."""
    kind, said = problem.kind, request.localizer.translate
    found = {
        'type': f'{request.host_url}/{NAME}/{VERSION}#{kind.code}', 'title': said(kind.title),
        'status': kind.status, 'detail': said(problem.detail or kind.detail), **problem.more}
    if problem.errors:
        found['errors'] = [
            {'in': each.place, 'pointer': f'/{each.name}', 'detail': said(each.detail)}
            for each in problem.errors]
    response = Response(json.dumps(found, ensure_ascii=False).encode(), status=kind.status,
                        content_type=MIMETYPE, headerlist=None)
    response.headers.update({**problem.headers, 'Cache-Control': 'no-cache'})
    language = getattr(request, 'language', None)
    response.content_language = language.tag if language is not None else 'vi'
    open_to_all(response)
    return response


@exception_view_config(Problem)
def refused(error: Problem, request: Request) -> Response:
    """Answer what an endpoint has refused."""
    return answer_of(request, error)


@notfound_view_config(machine=True)
def not_found(_error: Exception, request: Request) -> Response:
    """Answer for an address that there is not."""
    return answer_of(request, Problem(NOT_FOUND))


@forbidden_view_config(machine=True)
def forbidden(_error: Exception, request: Request) -> Response:
    """Answer as for nothing: nobody is told what there is."""
    state = getattr(getattr(request, 'context', None), 'state', None)
    return answer_of(request, Problem(GONE_AWAY if state in GONE else NOT_FOUND))


@exception_view_config(HTTPClientError, machine=True)
def client_error(error: HTTPClientError, request: Request) -> Response:
    """Answer any other mistake of the asker."""
    headers = {name: error.headers[name] for name in ('Retry-After', 'Allow')
               if name in error.headers}
    return answer_of(request, Problem(_BY_STATUS.get(error.code, BAD_REQUEST), headers=headers))


@view_config(context=ISite, name=NAME, require_csrf=False, subpath=True)
def nothing(_context: ISite, request: Request) -> Response:
    """Answer where no endpoint is: other methods of an address, and OPTIONS."""
    methods: Iterable[str] = request.api_call.methods
    if not methods:
        raise Problem(NOT_FOUND)
    allowed = ', '.join((*methods, 'OPTIONS'))
    if request.method != 'OPTIONS':
        raise Problem(NO_METHOD, headers={'Allow': allowed})
    response = Response(status=204)
    response.headers['Allow'] = allowed
    response.headers['Access-Control-Allow-Methods'] = 'GET, HEAD'
    response.headers['Access-Control-Allow-Headers'] = 'Accept-Language, If-None-Match'
    response.headers['Access-Control-Max-Age'] = '86400'
    open_to_all(response)
    return response

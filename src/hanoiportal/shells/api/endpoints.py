"""Declaring endpoints, and finding the one that is asked for."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.view import view_config
from zope.interface import Interface

from ...base.interfaces import ISite
from ...base.permissions import VIEW
from .kinds import ProblemKind
from .schema import Json

#: The name of the views, and the version that stands behind it in every address.
NAME, VERSION = 'api', 'v1'
JSON, HTML = 'application/json', 'text/html'
QUERY, PATH, HEADER = 'query', 'path', 'header'
READING = ('GET', 'HEAD')


@dataclass(frozen=True)
class Parameter:
    """What may be asked.  ``schema``: as of ``schema``; a list is written with commas.

    ``place``: ``QUERY``, ``PATH`` or ``HEADER``; the headers are read by their endpoint.
    """

    name: str
    schema: Json
    said: str
    place: str = QUERY
    is_required: bool = False


@dataclass(frozen=True)
class Endpoint:
    """One verb at one address.

    ``path``: below ``/api/v1``, with ``{name}`` for each of its parameters of the path.
    ``name``: the operation's, which stays.  ``summary``, ``said``: translatable.
    ``group``: under which the description lists it, translatable.
    ``answer``: the schema of what it gives; ``None`` for nothing, or for no JSON.
    ``body``: the schema of what is sent.  ``takes``: its media type.
    ``scope``: what a service account must hold; ``''`` where anybody may ask.
    ``problems``: that it can answer with besides ``kinds.ALWAYS``.
    ``gives``: the media type of the answer.  ``status``: of the answer.
    """

    method: str
    path: str
    name: str
    summary: str
    group: str
    answer: Json | None
    parameters: tuple[Parameter, ...] = ()
    said: str = ''
    body: Json | None = None
    takes: str = JSON
    scope: str = ''
    problems: tuple[ProblemKind, ...] = ()
    gives: str = JSON
    status: int = 200

    @property
    def view_name(self) -> str:
        """The name of its view: of its own, but that of a page, which stands in addresses."""
        return NAME if self.gives == HTML else f'{NAME} {self.name}'

    @cached_property
    def in_path(self) -> tuple[Parameter, ...]:
        """The parameters of the path."""
        return tuple(each for each in self.parameters if each.place == PATH)

    @cached_property
    def in_query(self) -> Mapping[str, Parameter]:
        """The parameters of the query, by name."""
        return {each.name: each for each in self.parameters if each.place == QUERY}

    @property
    def steps(self) -> tuple[str, ...]:
        """The segments of ``path``."""
        return tuple(filter(None, self.path.split('/')))


class Call(NamedTuple):
    """What is asked.  ``endpoint``: ``None`` if there is none for the method.

    ``values``: of the parameters of the path, as they were written.
    ``known``: the endpoints of the address by their methods.
    """

    endpoint: Endpoint | None
    values: Mapping[str, str]
    known: Mapping[str, Endpoint]

    @property
    def methods(self) -> tuple[str, ...]:
        """What the address answers to, in order."""
        return tuple(sorted({*self.known, *(('HEAD',) if 'GET' in self.known else ())}))


class IEndpoints(Interface):
    """The ``Endpoints`` of this portal, as a utility."""


class Endpoints:
    """All endpoints, found by what is asked."""

    def __init__(self) -> None:
        self._by_path: dict[tuple[str, ...], dict[str, Endpoint]] = {}
        #: Those with parameters in the path, by the number of its steps.
        self._by_length: dict[int, dict[tuple[str, ...], dict[str, Endpoint]]] = {}

    def add(self, endpoint: Endpoint) -> None:
        """Add ``endpoint``; again is no harm."""
        steps = endpoint.steps
        known = self._by_path.setdefault(steps, {})
        known[endpoint.method] = endpoint
        if '{' in endpoint.path:
            self._by_length.setdefault(len(steps), {})[steps] = known

    def all(self) -> list[Endpoint]:
        """Return all of them by path and method."""
        return [known[method] for _steps, known in sorted(self._by_path.items())
                for method in sorted(known)]

    def find(self, method: str, steps: tuple[str, ...]) -> Call:
        """Return the ``Call`` of ``steps``, the segments below ``/api/v1``."""
        known, values = self._at(steps)
        return Call(known.get('GET' if method == 'HEAD' else method), values, known)

    def _at(self, steps: tuple[str, ...]) -> tuple[Mapping[str, Endpoint], Mapping[str, str]]:
        found = self._by_path.get(steps)
        if found is not None and not any(step.startswith('{') for step in steps):
            return found, {}
        for template, known in self._by_length.get(len(steps), {}).items():
            values = _values(template, steps)
            if values is not None:
                return known, values
        return {}, {}


def _values(template: tuple[str, ...], steps: tuple[str, ...]) -> dict[str, str] | None:
    """Return what of as many ``steps`` stands in the place of each parameter, ``None`` if they are
    other ones.
    """
    values = {}
    for wanted, step in zip(template, steps, strict=True):
        if wanted.startswith('{'):
            values[wanted[1:-1]] = step
        elif wanted != step:
            return None
    return values


class api_view(view_config):
    """``@api_view(Endpoint(…))`` on a method of an ``ApiView``: what answers at the endpoint.

    Without a scope it is a page that every visitor may read and the page cache keeps; what it
    returns must depend on the content database, the address and the language alone.
    ``settings``: further ones of the view.
    """

    def __init__(self, endpoint: Endpoint, **settings: object) -> None:
        is_open = not endpoint.scope and endpoint.method == 'GET'
        settings.setdefault('context', ISite)
        settings.setdefault('subpath', True)
        settings.setdefault('in_json', 'renderer' not in settings)
        settings.setdefault('permission', VIEW)
        settings.setdefault('cacheable', is_open)
        settings.setdefault('require_csrf', not (is_open or endpoint.scope))
        super().__init__(name=endpoint.view_name, endpoint=endpoint, **settings)


class EndpointPredicate:
    """View predicate: it is this endpoint that is asked for, by its address and not by the name of
    its view.  It makes the endpoint known.
    """

    def __init__(self, endpoint: Endpoint, config: Configurator) -> None:
        self._endpoint = endpoint
        config.registry.getUtility(IEndpoints).add(endpoint)

    def text(self) -> str:
        """Return how Pyramid names it."""
        return f'endpoint = {self._endpoint.method} {self._endpoint.path}'

    phash = text

    def __call__(self, _context: object, request: Request) -> bool:
        return request.api_call.endpoint is self._endpoint


def nothing_called(_request: Request) -> Call:
    """Return the ``Call`` of a request that asks for no endpoint."""
    return Call(None, {}, {})


def view_called(request: Request, subpath: tuple[str, ...]) -> str:
    """Return the name of the view that answers ``request``; ``subpath``: what stands behind
    ``NAME`` in its address.  The request has its ``api_call`` from then on.

    Each endpoint has a view of its own name: Pyramid would try those of one name one by one.
    """
    version, *steps = subpath or ('',)
    if version == VERSION:
        endpoints: Endpoints = request.registry.getUtility(IEndpoints)
        request.api_call = endpoints.find(request.environ['REQUEST_METHOD'], tuple(steps))
    endpoint = request.api_call.endpoint
    return NAME if endpoint is None else endpoint.view_name


def is_view_of_api(name: str) -> bool:
    """Return whether ``name`` is that of a view of the API."""
    return name.partition(' ')[0] == NAME

"""Nothing stands behind the address of a page: ``/thoi-han/gi-do`` is 404, as any page that is not
there.

A view whose address goes on says so, ``subpath=True``, and itself refuses what is not there.  The
desk and the console have routes of their own.
"""
from collections.abc import Callable

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.interfaces import IExceptionResponse, IViewDeriverInfo
from pyramid.request import Request
from pyramid.response import Response

_View = Callable[[object, Request], Response]


def refuse_tails(view: _View, info: IViewDeriverInfo) -> _View:
    """View deriver: raise 404 for what stands behind the address of a view without ``subpath``."""
    options = info.options
    if options.get('subpath') or options.get('route_name') or _answers_errors(options['context']):
        return view

    def wrapper(context: object, request: Request) -> Response:
        if request.subpath:
            raise HTTPNotFound
        return view(context, request)

    return wrapper


refuse_tails.options = ('subpath',)  # type: ignore[attr-defined]  # Pyramid reads it there


def _answers_errors(context: object) -> bool:
    return context is IExceptionResponse or (
        isinstance(context, type) and issubclass(context, Exception))


def includeme(config: Configurator) -> None:
    config.add_view_deriver(refuse_tails)

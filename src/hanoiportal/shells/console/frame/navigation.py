"""Going from page to page of the console."""
from collections.abc import Mapping
from contextlib import contextmanager

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from ....base.interfaces import IResource


def see(request: Request, resource: IResource, view: str = '',
        query: Mapping[str, object] | None = None) -> HTTPSeeOther:
    """Return a redirect to ``view`` of ``resource`` in the console."""
    elements = (f'@@{view}',) if view else ()
    return HTTPSeeOther(request.sdiapi.mgmt_path(
        resource, *elements, **({'query': query} if query else {})))


@contextmanager
def telling_why_not(request, refusal):
    """Let the next page tell the ``reasons`` of ``refusal``, an exception raised in the block."""
    try:
        yield
    except refusal as refused:
        for why in refused.reasons.values():
            request.sdiapi.flash(why, 'error')


def page_number(request):
    """Return the number of the page asked for, from 1; whatever else is typed is page 1."""
    asked = request.params.get('page', '1')
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 1

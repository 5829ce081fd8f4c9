"""Writing answers: JSON, the fields that are asked for, and links (RFC 8288)."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import cast
from urllib.parse import quote_plus

import orjson
from pyramid.interfaces import IViewDeriverInfo
from pyramid.request import Request
from pyramid.response import Response

from ...base.i18n import ILanguages, _
from ...base.interfaces import IPortal, ISite
from ...kernel.tree.lookup import find_portal
from ...web import View
from ...web.routing.links import canonical
from .endpoints import NAME, VERSION, Endpoint, Parameter
from .headers import begun
from .parameters import Value, asked_of
from .schema import Json, Named

#: The parameters of lists.
LIMIT, CURSOR, FIELDS = 'limit', 'cursor', 'fields'
#: No cursor of ours is greater.
_LAST = 2 ** 63 - 2
Answering = Callable[[object, Request], object]


def in_json(view: Answering, info: IViewDeriverInfo) -> Answering:
    """View deriver: what an endpoint returns, as JSON; ``None`` is nothing at all.

    A renderer would be told to all who put something into pages.
    """
    if not info.options.get('in_json'):
        return view

    def answered(context: object, request: Request) -> Response:
        found = view(context, request)
        if isinstance(found, Response):
            return found
        request.response.body = b'' if found is None else orjson.dumps(found)
        return begun(request, request.api_call.endpoint.status)

    return answered


in_json.options = ('in_json',)  # type: ignore[attr-defined]  # Pyramid reads it there


def limit(usual: int = 20, most: int = 100) -> Parameter:
    """Return the parameter for how many of a list are wanted at a time."""
    return Parameter(LIMIT, {'type': 'integer', 'minimum': 1, 'maximum': most, 'default': usual},
                     _('Số mục trên một trang.'))


#: Where a list goes on; what stands in it is not for others to read.
AFTER = Parameter(CURSOR, {'type': 'string', 'pattern': '^[0-9a-f]{16}$', 'maxLength': 16},
                  _('Con trỏ đến trang tiếp theo, lấy nguyên từ “next”.'))


def fields_of(schema: Named) -> Parameter:
    """Return the parameter for which fields of an object are wanted."""
    return Parameter(FIELDS, {
        'type': 'array', 'items': {'type': 'string', 'enum': list(schema.fields)},
        'uniqueItems': True, 'minItems': 1},
        _('Chỉ trả về các trường này, cách nhau bằng dấu phẩy; “id” luôn có.'))


def base_of(request: Request, site: ISite) -> str:
    """Return the absolute URL that stands before the paths of all endpoints of ``site``: that of
    no language, since programs name theirs in a header.
    """
    languages = request.registry.getUtility(ILanguages)
    return canonical(request, site, languages.default, NAME, VERSION)


class ApiView(View):
    """Base of endpoints.  The context is the site that is asked: on the host of a component site
    there is nothing of the others.

    ``asked``: ``{name: value}`` of the parameters, checked by their schemas.
    """

    def __init__(self, context: ISite, request: Request) -> None:
        super().__init__(context, request)
        self.endpoint: Endpoint = request.api_call.endpoint
        self.asked: dict[str, Value] = asked_of(request, self.endpoint)

    @cached_property
    def portal(self) -> IPortal:
        """The root of the tree."""
        return cast('IPortal', find_portal(self.context))

    def chosen(self, record: Json) -> Json:
        """Return ``record`` with the fields that are asked for, and with ``id``."""
        wanted = cast('tuple[str, ...] | None', self.asked.get(FIELDS))
        if wanted is None:
            return record
        return {name: value for name, value in record.items() if name == 'id' or name in wanted}

    def page(self, records: Iterable[Json], following: int | None,
             **more: object) -> Json:
        """Return a page of a list.  ``following``: where the next one begins, ``None`` if this is
        the last.
        """
        items = [*map(self.chosen, records)] if FIELDS in self.asked else tuple(records)
        found: Json = {'items': items, **more}
        if following is not None:
            found['next'] = address = self._next(following)
            self.link_to(address, 'next')
        return found

    @property
    def after(self) -> int:
        """What the cursor says, 0 without one."""
        return min(int(cast('str', self.asked.get(CURSOR, '0')), 16), _LAST)

    def link_to(self, address: str, relation: str, mimetype: str = '') -> None:
        """Say in the header ``Link`` that ``address`` is of ``relation`` to this."""
        kind = f'; type="{mimetype}"' if mimetype else ''
        self.request.response.headers.add('Link', f'<{address}>; rel="{relation}"{kind}')

    def address(self, *steps: str, **query: object) -> str:
        """Return the absolute URL of what is below ``/api/v1`` at this host."""
        found = canonical(self.request, self.context, self.request.language, NAME, VERSION, *steps)
        return f'{found}?{"&".join(map(_pair, query.items()))}' if query else found

    def _next(self, following: int) -> str:
        given = {name: ','.join(value) if isinstance(value, tuple) else value
                 for name, value in self.asked.items()
                 if name not in self.request.api_call.values}
        return self.address(*map(str, self.request.subpath[1:]),
                            **{**given, CURSOR: f'{following:016x}'})


def _pair(given: tuple[str, object]) -> str:
    """Return a parameter of ours with its value, as a query has it."""
    name, value = given
    return f'{name}={value if isinstance(value, int) else quote_plus(str(value))}'

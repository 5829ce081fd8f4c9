"""The page that tells people of the API: ``/api/v1``, with all of its endpoints."""
from __future__ import annotations

from typing import NamedTuple, cast

from ...base.i18n import _
from ...base.interfaces import ISite
from ...web import View
from ...web.routing.links import canonical
from .endpoints import HTML, NAME, VERSION, Endpoint, IEndpoints, Parameter, api_view
from .openapi import DESCRIBING, groups, kinds_of
from .schema import Json, Named
from .writing import CURSOR, FIELDS, LIMIT, base_of

PAGE = Endpoint('GET', '/', 'readPage', _('Trang này'), '', None, gives=HTML)
#: The parameter that names a group.
GROUP = 'group'
#: The catalogue of data of a site, see ``shells/public/formats``.
CATALOGUE = 'dcat.jsonld'
#: Parameters of every list, which the page explains once.
_SHARED = (FIELDS, LIMIT, CURSOR)


class EndpointShown(NamedTuple):
    """An endpoint.  ``address``: absolute; of what can be opened as it is, else ``None``.

    ``fields``: ``[(name, what it is)]`` of what it gives, of each of a list.  ``sent``: of what it
    takes.
    """

    anchor: str
    method: str
    path: str
    summary: str
    said: str
    scope: str
    address: str | None
    parameters: tuple[Parameter, ...]
    shared: tuple[str, ...]
    fields: list[tuple[str, str]]
    sent: list[tuple[str, str]]


class GroupShown(NamedTuple):
    """A group of endpoints.  ``address``: of the page that tells all of each of them.

    ``endpoints``: ``(anchor, method, path, summary)`` of each.
    """

    title: str
    address: str
    endpoints: list[tuple[str, str, str, str]]


class ApiPage(View):
    """What programs may ask, for those who write them: all of it in short, and each group whole.

    ``?group=NAME`` names a group by its first endpoint; another name is none.
    """

    @api_view(PAGE, renderer='templates/api.pt', counted=True)
    def page(self) -> dict[str, object]:
        """Return the values ``api.pt`` names."""
        known = self.request.registry.getUtility(IEndpoints).all()
        grouped = {title: [each for each in known if each.group == title and each.gives != HTML]
                   for title in groups(known)}
        chosen = next((each for each in grouped.items()
                       if each[1][0].name == self.request.params.get(GROUP)), None)
        return {
            'title': _('Giao diện lập trình (API)'), 'steps': (VERSION,),
            'description': _('Giao diện để chương trình đọc thông tin công khai của Cổng: địa '
                             'chỉ, tham số, trường dữ liệu, mã lỗi.'),
            'catalogue': canonical(self.request, cast('ISite', self.context),
                                   self.request.language, CATALOGUE),
            'base': base_of(self.request, cast('ISite', self.context)),
            'openapi': self._address(*DESCRIBING.steps),
            'groups': [self._group(title, members) for title, members in grouped.items()],
            'chosen': chosen and (chosen[0], [self._shown(each) for each in chosen[1]]),
            'query': f'{GROUP}={chosen[1][0].name}' if chosen else '',
            'problems': sorted({kind for each in known for kind in kinds_of(each)},
                               key=lambda kind: (kind.status, kind.code))}

    def _group(self, title: str, members: list[Endpoint]) -> GroupShown:
        return GroupShown(title, f'{self._address()}?{GROUP}={members[0].name}', [
            (each.name, each.method, _path(each), each.summary) for each in members])

    def _shown(self, each: Endpoint) -> EndpointShown:
        opens = each.method == 'GET' and '{' not in each.path and not each.scope and not any(
            parameter.is_required for parameter in each.parameters)
        return EndpointShown(
            each.name, each.method, _path(each), each.summary, each.said,
            each.scope, self._address(*each.steps) if opens else None,
            tuple(one for one in each.parameters if one.name not in _SHARED),
            tuple(one.name for one in each.parameters if one.name in _SHARED),
            _fields(each.answer), _fields(each.body))

    def _address(self, *steps: str) -> str:
        return canonical(self.request, cast('ISite', self.context), self.request.language,
                         NAME, VERSION, *steps)


def _path(each: Endpoint) -> str:
    return f'/{NAME}/{VERSION}{each.path}'


def _fields(answer: Json | None) -> list[tuple[str, str]]:
    """Return the fields of ``answer``, of a list those of each of its items."""
    if not isinstance(answer, Named):
        return []
    items = answer.fields.get('items', {}).get('items')
    shown = items if isinstance(items, Named) else answer
    return [(name, _words(schema)) for name, schema in shown.fields.items()]


def _words(schema: Json) -> str:
    """Return what ``schema`` is, a list without words what each of it is."""
    of = cast('Json', schema.get('items', {}))
    said = schema.get('description') or of.get('description', '')
    assert isinstance(said, str)
    return said

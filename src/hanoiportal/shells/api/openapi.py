"""The description of the API, OpenAPI 3.1, made of what the endpoints declare."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import cast

from pyramid.request import Request

from ...base.i18n import _
from ...base.interfaces import ISite
from ...base.settings import ISettings
from .endpoints import (
    HEADER,
    HTML,
    JSON,
    PATH,
    QUERY,
    READING,
    Endpoint,
    IEndpoints,
    Parameter,
    api_view,
)
from .kinds import ALWAYS, BAD_PARAMETER, ProblemKind
from .problems import MIMETYPE as PROBLEM
from .schema import Json, Named, free, many, named, number, text
from .writing import ApiView, base_of

#: The number of this description; the first part is that of the address.
NUMBER = '1.0.0'
TITLE = _('Giao diện lập trình của Cổng')
DESCRIPTION = _(
    'Đọc mọi thông tin công khai của Cổng bằng chương trình. Dữ liệu là JSON, ngôn ngữ theo '
    'Accept-Language, lỗi theo RFC 9457. Trường và địa chỉ chỉ được thêm, không bị bỏ hay đổi '
    'nghĩa.')
GROUP = _('Mô tả')
#: The group that readers of the description look for.
FIRST = _('Nội dung')
BEARER = 'bearer'

ERROR = named('FieldError', _('Một lỗi của yêu cầu.'), {
    'in': text(_('Nơi có lỗi.'), enum=[QUERY, PATH, HEADER, 'body']),
    'pointer': text(_('Đường dẫn đến trường sai (RFC 6901).')),
    'detail': text(_('Lý do.'))})
PROBLEMS = named('Problem', _('Yêu cầu bị từ chối (RFC 9457).'), {
    'type': text(_('Loại lỗi, một địa chỉ không đổi.'), format='uri'),
    'title': text(_('Tên lỗi.')), 'status': number(_('Mã trạng thái HTTP.')),
    'detail': text(_('Lý do và cách sửa.')),
    'errors': many(ERROR, _('Từng trường sai.'))}, ('type', 'title', 'status', 'detail'))

DESCRIBING = Endpoint(
    'GET', '/openapi.json', 'readDescription', _('Mô tả này, OpenAPI 3.1'), GROUP,
    free(_('Mô tả của giao diện, theo OpenAPI 3.1.')))


class DescriptionView(ApiView):
    """The description, in the language that is asked for."""

    @api_view(DESCRIBING)
    def description(self) -> Json:
        """Return it."""
        return described(self.request, base_of(self.request, cast('ISite', self.context)))


def described(request: Request, server: str) -> Json:
    """Return the description of all endpoints.  ``server``: the URL that the paths begin with."""
    endpoints: list[Endpoint] = request.registry.getUtility(IEndpoints).all()
    say, schemas = request.localizer.translate, dict[str, Json]()
    settings = request.registry.getUtility(ISettings)
    paths: dict[str, Json] = {}
    for each in endpoints:
        if each.gives != HTML:
            paths.setdefault(each.path, {})[each.method.lower()] = _operation(each, schemas)
    found: Json = {
        'openapi': '3.1.0', 'info': {
            'title': TITLE, 'version': NUMBER, 'description': DESCRIPTION,
            'x-source': f'https://{settings.domain}'},
        'servers': [{'url': server}],
        'tags': [{'name': each} for each in groups(endpoints)], 'paths': paths,
        'components': {'schemas': schemas, **_security(endpoints)}}
    said = _said(found, say)
    assert isinstance(said, dict)
    return said


def groups(endpoints: Iterable[Endpoint]) -> list[str]:
    """Return the groups of ``endpoints``, each once, what the portal says first."""
    found = dict.fromkeys(each.group for each in endpoints if each.gives != HTML)
    return sorted(found, key=lambda group: group != FIRST)


def _security(endpoints: Iterable[Endpoint]) -> Json:
    if not any(each.scope for each in endpoints):
        return {}
    return {'securitySchemes': {BEARER: {'type': 'http', 'scheme': 'bearer'}}}


def _operation(endpoint: Endpoint, schemas: dict[str, Json]) -> Json:
    found: Json = {
        'operationId': endpoint.name, 'summary': endpoint.summary, 'tags': [endpoint.group],
        'responses': _responses(endpoint, schemas)}
    if endpoint.said:
        found['description'] = endpoint.said
    if endpoint.parameters:
        found['parameters'] = [_parameter(each) for each in endpoint.parameters]
    if endpoint.body is not None:
        found['requestBody'] = {'required': True, 'content': {
            endpoint.takes: {'schema': _linked(endpoint.body, schemas)}}}
    if endpoint.scope:
        found['security'] = [{BEARER: [endpoint.scope]}]
    return found


def _parameter(parameter: Parameter) -> Json:
    found: Json = {
        'name': parameter.name, 'in': parameter.place, 'description': parameter.said,
        'required': parameter.is_required or parameter.place == PATH, 'schema': parameter.schema}
    if parameter.schema['type'] == 'array':
        found.update(style='form', explode=False)
    return found


def _responses(endpoint: Endpoint, schemas: dict[str, Json]) -> Json:
    content = {} if endpoint.answer is None and endpoint.gives == JSON else {'content': {
        endpoint.gives: {'schema': _linked(endpoint.answer or {}, schemas)}}}
    found: Json = {str(endpoint.status): {'description': endpoint.summary, **content}}
    if endpoint.method in READING:
        found['304'] = {'description': _('Không đổi so với ETag đã gửi.')}
    titles = {each.status: each.title for each in kinds_of(endpoint)}
    for status, title in sorted(titles.items()):
        found[str(status)] = {'description': title, 'content': {
            PROBLEM: {'schema': _linked(PROBLEMS, schemas)}}}
    return found


def kinds_of(endpoint: Endpoint) -> tuple[ProblemKind, ...]:
    """Return the problems that ``endpoint`` can answer with."""
    bad = (BAD_PARAMETER,) if endpoint.in_query else ()
    return (*ALWAYS, *bad, *endpoint.problems)


def _linked(value: object, schemas: dict[str, Json]) -> object:
    """Return ``value`` with a reference in place of each ``Named`` schema, which is put among
    ``schemas``.
    """
    if isinstance(value, Named):
        if value.name not in schemas:
            schemas[value.name] = {}
            schemas[value.name] = {
                name: _linked(each, schemas) for name, each in value.items()}
        return {'$ref': f'#/components/schemas/{value.name}'}
    if isinstance(value, dict):
        if isinstance(value.get('$ref'), Named):  # with words of its own
            return {**cast('Json', _linked(value['$ref'], schemas)),
                    'description': value['description']}
        return {name: _linked(each, schemas) for name, each in value.items()}
    return [_linked(each, schemas) for each in value] if isinstance(value, list) else value


def _said(value: object, say: Callable[[str], str]) -> object:
    """Return ``value`` with every translatable sentence in it said."""
    if isinstance(value, dict):
        return {name: _said(each, say) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_said(each, say) for each in value]
    return say(value) if isinstance(value, str) and hasattr(value, 'interpolate') else value

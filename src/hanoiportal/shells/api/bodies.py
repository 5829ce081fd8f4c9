"""Reading what a system sends: one JSON object, with all that is wrong named by its pointer."""
from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import NoReturn, cast

from pyramid.request import Request

from ...base.i18n import _
from .endpoints import JSON, Endpoint
from .kinds import BAD_REQUEST, TOO_LARGE
from .problems import FieldError, Problem
from .schema import Json
from .systemkinds import INVALID, WRONG_TYPE

BODY, MERGE = 'body', 'application/merge-patch+json'
#: Media types of what is read here.
JSONS = (JSON, MERGE)
#: Bytes of a body: the longest text of an item with every character escaped fits.
LARGEST = 8 * 1024 * 1024
#: Half of a character that takes two of UTF-16; its other half may stand behind it.
_HALF = re.compile(rb'\\u[dD][89a-fA-F]')
_KINDS: dict[str, type] = {
    'string': str, 'object': dict, 'integer': int, 'boolean': bool, 'array': list}


def object_in(request: Request, endpoint: Endpoint) -> Json:
    """Return the object that ``request`` sends, as the schema of ``endpoint`` says.

    Raises ``Problem``, also for halves of characters, which JSON can write and no page can show.
    """
    if request.content_type != endpoint.takes:
        raise Problem(WRONG_TYPE)
    if (request.content_length or 0) > LARGEST:
        raise Problem(TOO_LARGE)
    try:
        found = json.loads(request.body.decode(), object_pairs_hook=_once,
                           parse_constant=_refuse)
        if _HALF.search(request.body):
            json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise Problem(BAD_REQUEST, _('Văn bản có ký tự không hợp lệ.')) from None
    except (ValueError, RecursionError):
        raise Problem(BAD_REQUEST, _('Nội dung gửi lên không phải là JSON (UTF-8), hoặc có một '
                                     'trường ghi hai lần.')) from None
    if not isinstance(found, dict):
        raise Problem(BAD_REQUEST, _('Nội dung gửi lên phải là một đối tượng JSON.'))
    errors = list(_wrong(found, cast('Json', endpoint.body)))
    if errors:
        raise Problem(INVALID, errors=tuple(FieldError(BODY, *each) for each in errors))
    return found


def _once(pairs: list[tuple[str, object]]) -> Json:
    """Return the object of ``pairs``.  Raises ``ValueError`` for a name that comes twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)


def _wrong(found: Json, schema: Json) -> list[tuple[str, str]]:
    """Return ``[(name, why)]`` of what is missing, unknown or of another kind."""
    fields = cast('Mapping[str, Json]', schema['properties'])
    wrong = [(name, _('Thiếu trường này.')) for name in cast('list[str]', schema.get(
        'required', [])) if name not in found]
    for name, value in found.items():
        if name not in fields:
            wrong.append((name.replace('~', '~0').replace('/', '~1')[:100],
                          _('Không có trường này.')))
        elif not _is_of(value, fields[name]):
            wrong.append((name, _('Giá trị không đúng kiểu hoặc quá dài.')))
    return wrong


def _is_of(value: object, schema: Json) -> bool:
    kind = _KINDS[cast('str', schema['type'])]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        return False
    return not isinstance(value, str) or len(value) <= cast(
        'int', schema.get('maxLength', len(value)))

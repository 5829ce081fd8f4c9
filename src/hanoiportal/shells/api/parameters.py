"""Reading what is asked: each parameter by its schema, and all that is wrong at once."""
from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from functools import cache
from typing import TypedDict, cast
from urllib.parse import parse_qsl

from pyramid.request import Request

from ...base.i18n import _
from ...web.pagecache.queries import note_read
from .endpoints import QUERY, Endpoint, Parameter
from .kinds import BAD_PARAMETER, NOT_FOUND
from .problems import FieldError, Problem
from .schema import Json

#: Fields of a query beyond these are one error.
MOST_FIELDS = 50
Value = str | int | tuple[str, ...]
_DAY = re.compile('[0-9]{4}-[0-9]{2}-[0-9]{2}')
_NUMBER = re.compile('-?(0|[1-9][0-9]*)')
#: No bound of ours is as long.
_DIGITS = 12


class _Rule(TypedDict, total=False):
    """What the schema of a text may say."""

    enum: list[str]
    format: str
    maxLength: int
    minLength: int
    pattern: str


class BadValue(ValueError):
    """``args[0]``: a translatable sentence."""


def asked_of(request: Request, endpoint: Endpoint) -> dict[str, Value]:
    """Return ``{name: value}`` of the parameters that are given, and of those with a default.

    Raises ``Problem``: 404 where the path names what cannot be, else 400 with each error.
    """
    found: dict[str, Value] = {}
    for parameter in endpoint.in_path:
        try:
            found[parameter.name] = read(request.api_call.values[parameter.name],
                                         parameter.schema)
        except BadValue:
            raise Problem(NOT_FOUND) from None
    values, errors = _queried(request)
    known = endpoint.in_query
    for name, value in values.items():
        if name not in known:
            errors.append(FieldError(QUERY, name, _('Không có tham số này.')))
            continue
        try:
            found[name] = read(value, known[name].schema)
        except BadValue as error:
            errors.append(FieldError(QUERY, name, error.args[0]))
    errors += [FieldError(QUERY, each.name, _('Thiếu tham số này.'))
               for each in known.values() if each.is_required and each.name not in values]
    if errors:
        raise Problem(BAD_PARAMETER, errors=tuple(errors))
    return {**_defaults(known), **found}


def _queried(request: Request) -> tuple[dict[str, str], list[FieldError]]:
    query = request.environ.get('QUERY_STRING', '')
    values: dict[str, str] = {}
    if not query:
        return values, []
    if query.count('&') >= MOST_FIELDS:
        return values, [FieldError(QUERY, '', _('Có quá nhiều tham số.'))]
    errors = []
    try:
        fields = parse_qsl(query, keep_blank_values=True, errors='strict')
    except ValueError:
        return values, [FieldError(QUERY, '', _('Tham số không phải là UTF-8.'))]
    note_read(request.environ, (name for name, _value in fields))
    for name, value in fields:
        if name in values:
            errors.append(FieldError(QUERY, name, _('Tham số này được ghi hai lần.')))
        values[name] = value
    return values, errors


def _defaults(known: Mapping[str, Parameter]) -> dict[str, Value]:
    return {name: cast('Value', each.schema['default']) for name, each in known.items()
            if 'default' in each.schema}


def read(typed: str, schema: Json) -> Value:
    """Return ``typed`` as ``schema`` says.  Raises ``BadValue``."""
    if schema['type'] == 'integer':
        return _number(typed, schema)
    if schema['type'] == 'array':
        parts = typed.split(',') if typed else []
        each = cast('Json', schema['items'])
        if not parts or len(parts) != len(set(parts)):
            raise BadValue(_('Cần ghi các giá trị khác nhau, cách nhau bằng dấu phẩy.'))
        return tuple(_text(part, each) for part in parts)
    return _text(typed, schema)


def _number(typed: str, schema: Json) -> int:
    if not _NUMBER.fullmatch(typed):
        raise BadValue(_('Cần ghi một số nguyên.'))
    least, most = cast('int', schema['minimum']), cast('int', schema['maximum'])
    if len(typed) > _DIGITS or not least <= int(typed) <= most:
        raise BadValue(_('Cần ghi một số từ ${least} đến ${most}.',
                         mapping={'least': least, 'most': most}))
    return int(typed)


def _text(typed: str, schema: Json) -> str:
    rule = cast('_Rule', schema)
    if 'enum' in rule and typed not in rule['enum']:
        raise BadValue(_('Không có giá trị “${value}”.', mapping={'value': typed[:100]}))
    if 'format' in rule and rule['format'] == 'date' and not _is_day(typed):
        raise BadValue(_('Không có ngày này.'))
    if 'maxLength' in rule and len(typed) > rule['maxLength']:
        raise BadValue(_('Giá trị dài quá ${most} ký tự.',
                         mapping={'most': rule['maxLength']}))
    if 'minLength' in rule and len(typed) < rule['minLength']:
        raise BadValue(_('Giá trị để trống.'))
    if 'pattern' in rule and not _form(rule['pattern']).fullmatch(typed):
        raise BadValue(_('Giá trị không đúng dạng.'))
    return typed


@cache
def _form(pattern: str) -> re.Pattern[str]:
    """Return the ``pattern`` of a schema, of which there are as many as parameters."""
    return re.compile(pattern.removeprefix('^').removesuffix('$'), re.ASCII)


def _is_day(typed: str) -> bool:
    try:
        return bool(_DAY.fullmatch(typed) and datetime.date.fromisoformat(typed))
    except ValueError:
        return False

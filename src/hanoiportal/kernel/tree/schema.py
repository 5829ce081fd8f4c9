"""Fields of content types: colander nodes that normalise and check what people type."""
from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Unpack
from urllib.parse import urlsplit

import colander

from ...base.i18n import _
from ...base.numbers import grouped
from ..inspection.upload import Keep, StoredFile, Upload
from .markup import active_parts, clean, is_too_deep
from .nodesettings import Checked, Common, Demanding, Listed
from .readable import normal, readable

LONGEST_BODY = 2_000_000
LONGEST_WORD, MOST_WORDS = 300, 50
_MISSING, _NO_TITLE = _('Chưa nhập nội dung.'), _('Chưa nhập tiêu đề.')


class Schema(colander.MappingSchema):
    """Base of the schemas of content types; what it does not know is an error."""

    @staticmethod
    def schema_type() -> colander.Mapping:
        return colander.Mapping(unknown='raise')

    @classmethod
    def of(cls, **nodes: colander.SchemaNode) -> Schema:
        """Return a schema whose fields are ``nodes``, by their names."""
        schema = cls()
        for name, node in nodes.items():
            node.name = name
            schema.add(node)
        return schema


def harmless(node: colander.SchemaNode, value: str) -> None:
    """Validator: refuse HTML that could run; nothing is dropped without being said."""
    found = active_parts(value)
    if found:
        raise colander.Invalid(node, _(
            'Nội dung có phần không được phép: ${parts}.', mapping={'parts': ', '.join(found)}))
    if is_too_deep(value):
        raise colander.Invalid(node, _('Các phần tử HTML lồng vào nhau quá sâu.'))


def something(node: colander.SchemaNode, value: str) -> None:
    """Validator: refuse what is empty once its spaces are gone."""
    if not value:
        raise colander.Invalid(node, node.missing_msg)


def at_most(longest: int) -> colander.Length:
    """Return a validator of texts of at most ``longest`` characters."""
    return colander.Length(max=longest, max_err=_('Dài quá ${max} ký tự.'))


_BODY_FITS, _WORD_FITS = at_most(LONGEST_BODY), at_most(LONGEST_WORD)


def line(title: str, required: bool = False, longest: int = 500,
         **settings: Unpack[Checked]) -> colander.SchemaNode:
    """Return a node for one line of text in NFC."""
    settings.setdefault('missing', colander.required if required else '')
    validator = settings.pop('validator', None)
    checks = [at_most(longest), readable] + ([validator] if validator else [])
    if required:
        checks.insert(0, something)
    return colander.SchemaNode(
        colander.String(), title=title, preparer=normal, validator=colander.All(*checks),
        missing_msg=_NO_TITLE if title == 'Tiêu đề' else _MISSING, **settings)


def web_address(title: str, **settings: Unpack[Demanding]) -> colander.SchemaNode:
    """Return a node for an ``http`` or ``https`` URL (RFC 3986)."""
    return line(title, longest=2000, validator=_web_address, **settings)


def _web_address(node: colander.SchemaNode, value: str) -> None:
    try:
        parts = urlsplit(value)
        good = bool(
            parts.scheme in ('http', 'https') and parts.hostname and not parts.username)
    except ValueError:
        good = False
    if not good or any(sign.isspace() or sign in '<>"' for sign in value):
        raise colander.Invalid(
            node, _('Địa chỉ phải bắt đầu bằng http:// hoặc https:// và có tên miền.'))


def paragraph(title: str, longest: int = 5000,
              **settings: Unpack[Demanding]) -> colander.SchemaNode:
    """Return a node for plain text of several lines."""
    return line(title, longest=longest, rows=4, **settings)


def html(title: str, **settings: Unpack[Common]) -> colander.SchemaNode:
    """Return a node for an HTML body: NFC, active parts refused, the rest cleaned."""
    settings.setdefault('missing', '')
    return colander.SchemaNode(
        _Html(), title=title, rows=20, rich=True, missing_msg=_MISSING, **settings)


class Cleaned(str):
    """HTML that ``accepted`` has checked and cleaned: no field of HTML does so again.

    It comes from no form and no file, which give plain ``str``.
    """


class _Html(colander.String):
    """Text that is checked as typed and kept cleaned."""

    def deserialize(self, node: colander.SchemaNode, cstruct: object) -> str | colander.null:
        if isinstance(cstruct, Cleaned):
            return str(cstruct)
        value = super().deserialize(node, cstruct)
        if value is colander.null:
            return value
        value = normal(value)
        _BODY_FITS(node, value)
        readable(node, value)
        harmless(node, value)
        return clean(value)


def accepted(typed: str) -> str:
    """Return the ``Cleaned`` HTML of ``typed``, or ``typed`` itself if a field of HTML
    refuses it or takes it for nothing.
    """
    try:
        found = _Html().deserialize(colander.SchemaNode(colander.String()), typed)
    except colander.Invalid:
        return typed
    return typed if found is colander.null else Cleaned(found)


class Words(colander.String):
    """A list of short texts, typed on one line and parted by semicolons or commas.

    An empty list is none at all: the node's ``missing`` stands for it.
    """

    def serialize(self, node: colander.SchemaNode, appstruct: Iterable[str]) -> str:
        if appstruct is colander.null:
            return ''
        return '; '.join(appstruct)

    def deserialize(
            self, node: colander.SchemaNode,
            cstruct: str | list[str] | tuple[str, ...]) -> tuple[str, ...] | colander.null:
        if cstruct is colander.null:
            return cstruct
        parts = cstruct if isinstance(cstruct, (list, tuple)) else cstruct.replace(
            ',', ';').split(';')
        words = tuple(dict.fromkeys(filter(None, (normal(str(part)) for part in parts))))
        if len(words) > MOST_WORDS:
            raise colander.Invalid(node, _('Nhiều quá ${max} mục.', mapping={'max': MOST_WORDS}))
        for word in words:
            _WORD_FITS(node, word)
            readable(node, word)
        return words or colander.null


def words(title: str, **settings: Unpack[Listed]) -> colander.SchemaNode:
    """Return a node for a tuple of keywords."""
    settings.setdefault('missing', ())
    return colander.SchemaNode(Words(), title=title, **settings)


def pictures(title: str) -> colander.SchemaNode:
    """Return a node for the paths of pictures below the portal, a tuple."""
    return colander.SchemaNode(Words(), title=title, missing=(), picks='image')


class _Whole(colander.Integer):
    """A whole number; says in our words what is none."""

    def deserialize(self, node: colander.SchemaNode, cstruct: object) -> int | colander.null:
        try:
            return super().deserialize(node, cstruct)
        except colander.Invalid:
            raise colander.Invalid(node, _('Phải là số nguyên.')) from None


def number(title: str, most: int = 999_999, **settings: Unpack[Common]) -> colander.SchemaNode:
    """Return a node for an ``int`` from 0 to ``most``."""
    settings.setdefault('missing', 0)
    error = _('Phải từ 0 đến ${most}.', mapping={'most': grouped(most, 'vi')})
    return colander.SchemaNode(
        _Whole(strict=True), title=title, missing_msg=_MISSING,
        validator=colander.Range(min=0, max=most, min_err=error, max_err=error), **settings)


class _Day(colander.Date):
    """A date in ISO 8601; says in our words what is none."""

    err_template = _('“${val}” không phải là ngày (ví dụ 2025-08-16).')


def day(title: str, **settings: Unpack[Common]) -> colander.SchemaNode:
    """Return a node for a ``datetime.date``."""
    settings.setdefault('missing', None)
    return colander.SchemaNode(_Day(), title=title, missing_msg=_MISSING, **settings)


def one_of(values: Iterable[str]) -> Callable[[colander.SchemaNode, str], None]:
    """Return a validator of texts that are among ``values``."""
    allowed = frozenset(values)

    def among(node: colander.SchemaNode, value: str) -> None:
        if value not in allowed:
            raise colander.Invalid(node, _('Hãy chọn một giá trị trong danh sách.'))

    return among


def choice(title: str, values: Sequence[tuple[str, str]],
           **settings: Unpack[Common]) -> colander.SchemaNode:
    """Return a node for one of ``values``: ``((value, title), …)``."""
    settings.setdefault('missing', values[0][0])
    return colander.SchemaNode(
        colander.String(), title=title, choices=values, missing_msg=_MISSING,
        validator=one_of(value for value, _title in values), **settings)


def upload(title: str, kinds: Collection[str] | None = None, keep: Keep = StoredFile,
           keep_exactly: Keep = StoredFile, required: bool = False,
           **settings: Unpack[Common]) -> colander.SchemaNode:
    """Return a node for a ``StoredFile``; ``inspection.upload`` says what may be given for it.

    ``kinds``: kinds of ``formats.csv`` that are allowed, ``None`` for all.
    ``keep``, ``keep_exactly``: make the value; the latter keeps every byte.
    """
    settings.setdefault('missing', colander.required if required else None)
    return colander.SchemaNode(
        Upload(kinds, keep, keep_exactly), title=title, missing_msg=_MISSING, **settings)

"""JSON Schema of what is asked and answered, as OpenAPI 3.1 has it (draft 2020-12).

``said``: a translatable sentence; a schema is written in the language of the reader.
"""
from __future__ import annotations

from collections.abc import Iterable

from ...base.i18n import _

Json = dict[str, object]


class Named(Json):
    """The schema of an object that the description lists under ``name``."""

    def __init__(self, name: str, values: Json) -> None:
        super().__init__(values)
        self.name = name

    @property
    def fields(self) -> dict[str, Json]:
        """``{name: schema}`` of its properties."""
        found = self['properties']
        assert isinstance(found, dict)
        return found


def text(said: str, **more: object) -> Json:
    """A string; empty where there is nothing to say."""
    return {'type': 'string', 'description': said, **more}


def number(said: str, **more: object) -> Json:
    """A whole number."""
    return {'type': 'integer', 'description': said, **more}


def flag(said: str) -> Json:
    """True or false."""
    return {'type': 'boolean', 'description': said}


def moment(said: str) -> Json:
    """A moment with its offset, RFC 3339."""
    return text(said, format='date-time')


def day(said: str) -> Json:
    """A day of Hanoi, ``YYYY-MM-DD``, or an empty string."""
    return text(said, pattern='^([0-9]{4}-[0-9]{2}-[0-9]{2})?$')


def address(said: str) -> Json:
    """An absolute URL."""
    return text(said, format='uri')


def many(of: Json, said: str = '') -> Json:
    """A list."""
    return {'type': 'array', 'items': of, **({'description': said} if said else {})}


def named(name: str, said: str, fields: dict[str, Json],
          required: Iterable[str] | None = None) -> Named:
    """An object.  ``required``: names of fields that it always has; all unless told otherwise.

    More fields may come; none goes, and none changes what it means.
    """
    wanted = list(fields if required is None else required)
    return Named(name, {'type': 'object', 'description': said, 'properties': fields,
                        **({'required': wanted} if wanted else {})})


def free(said: str) -> Json:
    """An object whose fields another vocabulary tells."""
    return {'type': 'object', 'description': said, 'additionalProperties': True}


def listing(name: str, said: str, of: Named, more: dict[str, Json] | None = None) -> Named:
    """A page of a longer list: ``items``, and ``next``, the address of the page after it."""
    return named(name, said, {
        'items': many(of), 'next': address(_('Địa chỉ trang tiếp theo; không có ở trang cuối.')),
        **(more or {})}, ['items', *(more or {})])

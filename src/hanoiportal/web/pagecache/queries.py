"""The fields of the query of an address, and which of them a page has read: one that nobody read
makes no other page, and an address that carries it (``?fbclid=…``) takes no memory.
"""
from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from functools import lru_cache
from typing import cast
from urllib.parse import parse_qsl

#: Fields beyond these are not looked at.
MOST_FIELDS = 20
#: Query strings that are remembered.
MOST_QUERIES = 32
#: Key of the names that were read, and of what WebOb leaves when somebody asks it for all fields.
_READ, _ALL = 'hanoiportal.query_read', 'webob._parsed_query_vars'
#: As WSGI has it.
Environ = MutableMapping[str, object]


def query_field(environ: Environ, name: str, default: str = '') -> str:
    """Return the last value of the query field ``name`` as ``str``, or ``default``.

    Bytes that are not UTF-8 become U+FFFD; control characters become blanks.
    """
    note_read(environ, (name,))
    return _fields(_query(environ)).get(name, default)


def watch(environ: Environ) -> None:
    """Note from now on what is read of the query of ``environ``."""
    environ[_READ] = set[str]()


def note_read(environ: Environ, names: Iterable[str]) -> None:
    """Note that the fields ``names`` were looked for."""
    cast('set[str]', environ.get(_READ, set[str]())).update(names)


def is_read(environ: Environ) -> bool:
    """Return whether each field of the query was looked for, and none stands there twice."""
    query = _query(environ)
    if not query or _ALL in environ:
        return True
    fields = parse_qsl(query, keep_blank_values=True, errors='replace')
    names = {name for name, _value in fields}
    return len(names) == query.count('&') + 1 and names <= cast('set[str]', environ[_READ])


def _query(environ: Environ) -> str:
    return str(environ.get('QUERY_STRING', ''))


@lru_cache(maxsize=MOST_QUERIES)
def _fields(query: str) -> dict[str, str]:
    """Return ``{name: value}`` of a query string; views ask for their fields one by one."""
    fields = parse_qsl('&'.join(query.split('&', MOST_FIELDS)[:MOST_FIELDS]),
                       keep_blank_values=True, errors='replace')
    return {name: ''.join(sign if sign.isprintable() else ' ' for sign in value).strip()
            for name, value in fields}

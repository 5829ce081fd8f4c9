"""What a visitor typed into the address; never an error."""
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import parse_qsl

from pyramid.request import Request

#: Fields beyond these are not looked at.
MOST_FIELDS = 20
#: Query strings that are remembered.
MOST_QUERIES = 32


def params_of(request: Request, name: str, default: str = '') -> str:
    """Return what ``params_in`` does of ``request``."""
    return params_in(request.environ, name, default)


def params_in(environ: Mapping[str, str], name: str, default: str = '') -> str:
    """Return the last value of the query field ``name`` as ``str``, or ``default``.

    ``environ``: WSGI's.  Bytes that are not UTF-8 become U+FFFD; control characters become blanks.
    """
    return _fields(environ.get('QUERY_STRING', '')).get(name, default)


@lru_cache(maxsize=MOST_QUERIES)
def _fields(query: str) -> dict[str, str]:
    """Return ``{name: value}`` of a query string; views ask for their fields one by one."""
    fields = parse_qsl('&'.join(query.split('&', MOST_FIELDS)[:MOST_FIELDS]),
                       keep_blank_values=True, errors='replace')
    return {name: ''.join(sign if sign.isprintable() else ' ' for sign in value).strip()
            for name, value in fields}


def page_number(request: Request, name: str = 'page') -> int | None:
    """Return the number asked for, from 1, or ``None`` if it is no such number; 1 if none is."""
    typed = params_of(request, name, '1')
    if typed.isascii() and typed.isdigit() and len(typed) < 8 and int(typed):
        return int(typed)
    return None

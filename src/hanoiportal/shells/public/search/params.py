"""What a visitor typed into the address; never an error."""
from pyramid.request import Request

from ....web.pagecache.queries import query_field


def params_of(request: Request, name: str, default: str = '') -> str:
    """Return what ``query_field`` does of ``request``."""
    return query_field(request.environ, name, default)


def page_number(request: Request, name: str = 'page') -> int | None:
    """Return the number asked for, from 1, or ``None`` if it is no such number; 1 if none is."""
    typed = params_of(request, name, '1')
    if typed.isascii() and typed.isdigit() and len(typed) < 8 and int(typed):
        return int(typed)
    return None

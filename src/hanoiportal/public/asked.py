"""What a visitor typed into the address; never an error."""
from urllib.parse import parse_qsl

#: Fields beyond these are not looked at.
MOST_FIELDS = 20


def asked(request, name, default=''):
    """Return what ``asked_in`` does of ``request``."""
    return asked_in(request.environ, name, default)


def asked_in(environ, name, default=''):
    """Return the last value of the query field ``name`` as ``str``, or ``default``.

    ``environ``: WSGI's.  Bytes that are not UTF-8 become U+FFFD; control characters become blanks.
    """
    fields = environ.get('QUERY_STRING', '').split('&', MOST_FIELDS)[:MOST_FIELDS]
    values = dict(parse_qsl('&'.join(fields), keep_blank_values=True, errors='replace'))
    return ''.join(
        sign if sign.isprintable() else ' ' for sign in values.get(name, default)).strip()


def page_number(request, name='page'):
    """Return the number asked for, from 1, or ``None`` if it is no such number; 1 if none is."""
    typed = asked(request, name, '1')
    if typed.isascii() and typed.isdigit() and len(typed) < 8 and int(typed):
        return int(typed)
    return None

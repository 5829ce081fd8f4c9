"""What the page cache reads of a request: whose page it asks for, before Pyramid sees it."""
from collections.abc import Hashable
from typing import NamedTuple

from webob.cookies import RequestCookies

from ...kernel.security.authentication.sessions import COOKIE as SESSION
from ..display import COOKIE as DISPLAY
from ..display import USUAL, read
from ..routing.address import host_name
from ..routing.languages import MACHINES

READING = ('GET', 'HEAD')
#: Cookie of who has chosen what pages show first (clause 3.1): of those that say so, such a reader
#: gets one made for them, which nobody keeps.
CHOICE = 'danh-cho-ban'
#: Addresses longer than this are made anew each time: no link of ours is, and they fill memory.
LONGEST_ADDRESS = 500


class PageLookup(NamedTuple):
    """A page that is for everybody alike.

    ``key``: all that it depends on besides the content database; ``None`` if it is not kept.
    ``has_chosen``: whether who asks has chosen what pages show first.
    """

    key: tuple[Hashable, ...] | None
    has_chosen: bool


def page_lookup_of(environ, cookie=DISPLAY):
    """Return what the WSGI ``environ`` asks for, ``None`` if the answer is for one person alone.

    ``cookie``: name of that which says how pages are to look.
    Whoever has a session may be shown a draft; the cookie is looked for in the whole header, under
    any name that ends like it.
    """
    if environ['REQUEST_METHOD'] not in READING:
        return None
    cookies, display, has_chosen = environ.get('HTTP_COOKIE'), USUAL, False
    if cookies:
        if SESSION in cookies:
            return None
        try:
            display = read(RequestCookies({'HTTP_COOKIE': cookies}).get(cookie, ''))
        except UnicodeDecodeError:  # the portal will leave out what nobody can read
            return None
        has_chosen = CHOICE in cookies
    path = environ.get('PATH_INFO', '')
    address = (environ.get('HTTP_HOST') or '', environ.get('SCRIPT_NAME', ''),
               path, environ.get('QUERY_STRING', ''))
    if path.startswith(MACHINES):
        address = *address, environ.get('HTTP_ACCEPT_LANGUAGE', '')
    if sum(map(len, address)) > LONGEST_ADDRESS:
        return PageLookup(None, has_chosen)
    return PageLookup((environ['wsgi.url_scheme'], display, *address), has_chosen)


def shut_out(environ, settings):
    """Leave the session's cookie out of ``environ`` at a host where log-ins do not count: what is
    shown there is shown to everybody.
    """
    cookies = environ.get('HTTP_COOKIE')
    if not cookies or SESSION not in cookies:
        return
    if not settings.is_for_staff(host_name(environ.get('HTTP_HOST') or environ['SERVER_NAME'])):
        environ['HTTP_COOKIE'] = ';'.join(
            each for each in cookies.split(';') if SESSION not in each)


def has_already(environ, etag):
    """Return whether who asks says that they have what is tagged ``etag`` (RFC 9110, 13.1.2)."""
    said = environ.get('HTTP_IF_NONE_MATCH')
    if not said:
        return False
    return said.strip() == '*' or any(
        each.strip().removeprefix('W/') == etag for each in said.split(','))

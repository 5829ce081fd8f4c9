"""Files of the shells, as browsers get them: packed, and kept for ever where the address says so.

A file whose address has a stamp of its bytes, ``name?stamp``, never is another one there.
"""
from functools import lru_cache

from pyramid.events import NewResponse

from .pagecache.compression import IDENTITY, VARIES, compressed, compresses_well, encoding_of

#: Where the shells have their files.
PLACES = ('/static/', '/desk-static/')
#: An address with a stamp in it never leads to other bytes.
FOR_EVER = 'public, max-age=31536000, immutable'
#: Files that are remembered packed.
MOST = 128


def nowhere(request):
    """Root factory of files: they need no database."""


def finish(event):
    """Subscriber: pack a file, and let browsers keep one that was asked for with its stamp."""
    request, response = event.request, event.response
    if not request.environ.get('PATH_INFO', '').startswith(PLACES) or (
            response.status_code not in (200, 304)):
        return
    if request.query_string:
        response.headers['Cache-Control'] = FOR_EVER
    if response.status_code == 200 and response.content_encoding is None and compresses_well(
            response.content_type or '', response.content_length or 0):
        _pack(request, response)


def _pack(request, response):
    response.vary = (*(response.vary or ()), VARIES)
    encoding = encoding_of(request.environ)
    if encoding != IDENTITY:
        request.range = None  # of what is packed nobody gets a part
        response.body = _packed(response.body, encoding)
        response.content_encoding = encoding


@lru_cache(maxsize=MOST)
def _packed(body, encoding):
    return compressed(body, encoding)


def includeme(config):
    config.add_subscriber(finish, NewResponse)

"""Serving the style sheets, fonts and drawings, and what browsers may keep of them for ever."""
from pyramid.events import NewResponse, subscriber
from pyramid.response import Response

from ..web.packing import ENCODINGS, IDENTITY, VARIES, encoding_of, packed
from .interfaces import IStyleSheet
from .stylesheet import PORTAL, SHEETS

#: An address with a stamp in it never leads to other bytes.
FOR_EVER = 'public, max-age=31536000, immutable'
ROUTE = '__static/sheets'
_PACKED = {(name, encoding): packed(sheet.text.encode(), encoding)
           for name, sheet in SHEETS.items() for encoding in ENCODINGS}


def sheet(request):
    """Answer with a style sheet, packed for whoever can unpack it."""
    name = request.matchdict['sheet']
    response = Response(content_type='text/css', charset='utf-8', vary=VARIES)
    encoding = encoding_of(request.environ)
    if encoding == IDENTITY:
        response.text = SHEETS[name].text
    else:
        response.content_encoding = encoding
        response.body = _PACKED[name, encoding]
    response.cache_control.max_age = 86400
    return response


@subscriber(NewResponse)
def keep_for_ever(event):
    """Let browsers keep a file that was asked for with its stamp."""
    request, response = event.request, event.response
    if request.query_string and request.path_info.startswith('/static/') and (
            response.status_code in (200, 304)):
        response.headers['Cache-Control'] = FOR_EVER


def nowhere(request):
    """Root factory of the static files: they need no database."""


def includeme(config):
    config.registry.registerUtility(PORTAL, IStyleSheet)
    config.add_route(ROUTE, '/static/{sheet:(portal|text|design)[.]css}', factory=nowhere)
    config.add_view(sheet, route_name=ROUTE, request_method=('GET', 'HEAD'))
    config.add_static_view(
        'static', 'hanoiportal.public:static', cache_max_age=86400, factory=nowhere)

"""Serving the style sheets, fonts and drawings, and what a page asks for once it is shown."""
import re

from pyramid.response import Response

from ....web.statics import nowhere
from ..interfaces import IStyleSheet
from .drawings import FILES
from .stylesheet import SHEETS, WHOLE

ROUTE, DRAWINGS, SEEN = '__static/sheets', '__static/drawings', '__static/shown'
#: What a page asks for as soon as it is shown (``site/visits.py``).
SHOWN = '/static/shown'
#: Seconds for which a file is kept that was asked for without its stamp.
DAY = 86400


def sheet(request):
    """Answer with a style sheet."""
    response = Response(
        SHEETS[request.matchdict['sheet']].text, content_type='text/css', charset='utf-8')
    response.cache_control.max_age = DAY
    return response


def drawing(request):
    """Answer with a drawing."""
    response = Response(
        FILES[request.matchdict['file']].text, content_type='image/svg+xml', charset='utf-8')
    response.cache_control.max_age = DAY
    return response


def shown(_request):
    """Answer with nothing, and never from a cache."""
    response = Response(status=204)
    response.cache_control = 'no-store'
    return response


def includeme(config):
    config.registry.registerUtility(WHOLE, IStyleSheet)
    _serve(config, ROUTE, '/static/{sheet:%s}', SHEETS, sheet)
    _serve(config, DRAWINGS, '/static/drawings/{file:%s}', FILES, drawing)
    config.add_route(SEEN, SHOWN, factory=nowhere)
    config.add_view(shown, route_name=SEEN, request_method='GET')
    config.add_static_view(
        'static', 'hanoiportal.shells.public:static', cache_max_age=DAY, factory=nowhere)


def _serve(config, route, pattern, files, view):
    config.add_route(route, pattern % '|'.join(map(re.escape, files)), factory=nowhere)
    config.add_view(view, route_name=route, request_method=('GET', 'HEAD'))

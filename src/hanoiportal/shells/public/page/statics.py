"""Serving the style sheets, fonts and drawings."""
import re

from pyramid.response import Response

from ....web.statics import nowhere
from ..interfaces import IStyleSheet
from .stylesheet import SHEETS, WHOLE

ROUTE = '__static/sheets'


def sheet(request):
    """Answer with a style sheet."""
    response = Response(
        SHEETS[request.matchdict['sheet']].text, content_type='text/css', charset='utf-8')
    response.cache_control.max_age = 86400
    return response


def includeme(config):
    config.registry.registerUtility(WHOLE, IStyleSheet)
    names = '|'.join(map(re.escape, SHEETS))
    config.add_route(ROUTE, f'/static/{{sheet:{names}}}', factory=nowhere)
    config.add_view(sheet, route_name=ROUTE, request_method=('GET', 'HEAD'))
    config.add_static_view(
        'static', 'hanoiportal.shells.public:static', cache_max_age=86400, factory=nowhere)

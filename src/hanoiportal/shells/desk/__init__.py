"""/desk: where editors, translators and the Editorial Board work (clauses 9, 14, 16).

Server-rendered: everything works without JavaScript, and better with it.  Whether something
exists is not told to those who may not see it.
"""
from pyramid.events import NewResponse

from ...web.declare import DESK_ROUTE
from ...web.headers import scripted_policy
from ...web.statics import nowhere

STATIC = 'hanoiportal.shells.desk:static'
#: Policies of Trusted Types: ours (frontend/editor/html.js), and that of pasting in ProseMirror.
TRUSTED = ('hanoiportal', 'ProseMirrorClipboard')


def keep_private(event):
    """Subscriber: nothing that the desk answers is kept by anyone on the way."""
    route = getattr(event.request, 'matched_route', None)
    if route is not None and route.name == DESK_ROUTE:
        event.response.headers['Cache-Control'] = 'no-store'


def policy(request):
    """Return the Content-Security-Policy of a page of the desk."""
    return scripted_policy(request, TRUSTED)


def includeme(config):
    config.add_content_policy(DESK_ROUTE, policy)
    # The pattern alone would also match /desk-anything.
    config.add_route(DESK_ROUTE, '/desk*traverse', path_info=r'/desk(/|$)', within='desk')
    config.add_static_view(
        'desk-static', STATIC, cache_max_age=86400, content_encodings=('gzip',),
        factory=nowhere)
    config.add_subscriber(keep_private, NewResponse)
    config.include('.frame.menu')
    config.include('.frame.currentuser')
    config.include('.frame.links')
    config.scan_all('.')

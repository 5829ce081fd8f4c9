"""substanced's SDI without what is unsafe in it (ADR 7).

``substanced.sdi.includeme`` is not called: with it come an authentication ticket, a session
cookie without HttpOnly, deprecated policies and views that render names as markup.  What stays is
its machinery: views declared by ``mgmt_view``, one route, tabs by introspection.
"""
from persistent.interfaces import IPersistent
from pyramid.events import ContextFound, NewResponse
from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound
from substanced.sdi import MANAGE_ROUTE_NAME, add_mgmt_view, sdiapi

from ....base.i18n import _
from ....base.permissions import CONSOLE, MANAGE_ACCOUNTS, MANAGE_SITE, UNDO
from ...frame.flashes import DONE, flash

#: The order of the tabs; one that is not named stands at the end.
TABS = (
    'contents', 'accounts', 'review', 'groups', 'account', 'mounted', 'properties',
    'translations', 'state', 'history', 'access', 'indexed', 'object')
#: The pages of the portal that stand in the menu and not among the tabs, in its order: title, and
#: the permission of the view.
MENU = {
    'people': (_('Tài khoản'), MANAGE_ACCOUNTS),
    'requests': (_('Đề nghị giao vai trò'), MANAGE_ACCOUNTS),
    'undo': (_('Hoàn tác'), UNDO), 'databases': (_('Các cơ sở dữ liệu'), CONSOLE),
    'maintenance': (_('Tạm ngừng có kế hoạch'), MANAGE_SITE),
    'calendar': (_('Lịch ngày nghỉ'), MANAGE_SITE),
    'erasures': (_('Xóa dữ liệu cá nhân'), MANAGE_SITE)}


class ConsoleAPI(sdiapi):
    """``request.sdiapi``: flashes are text, never markup, and nothing is undone by GET."""

    def flash(self, msg, queue=DONE, allow_duplicate=True):
        """Say ``msg``, translatable text, on the next page.  ``queue``: ``info`` or ``error``."""
        flash(self.request, msg, queue)

    def mgmt_views(self, context):
        """Return the tabs that the asker may open here, in the order of ``TABS``."""
        return sorted((each for each in super().mgmt_views(context)
                       if each['view_name'] not in MENU), key=_place_of_tab)


def _place_of_tab(view):
    name = view['view_name']
    return TABS.index(name) if name in TABS else len(TABS)


def is_console(request):
    """Return whether ``request`` is for a page of the console."""
    route = getattr(request, 'matched_route', None)
    return route is not None and route.name == MANAGE_ROUTE_NAME


def keep_out(event):
    """Subscriber: who may not open the console here opens no page of it, whatever else they may.

    What is only made for a request, as an article of a document, is no place here: it has no
    record to be shown, and what is changed of it is lost.
    """
    request = event.request
    if not is_console(request):
        return
    if not IPersistent.providedBy(request.context):
        raise HTTPNotFound
    if not request.has_permission(CONSOLE, request.context):
        raise HTTPForbidden


def keep_private(event):
    """Subscriber: nothing that the console answers is kept by anyone on the way."""
    if is_console(event.request):
        event.response.headers['Cache-Control'] = 'no-store'


def includeme(config):
    config.add_directive('add_mgmt_view', add_mgmt_view, action_wrap=False)
    # The pattern alone would also match /console-anything.
    config.add_route(MANAGE_ROUTE_NAME, '/console*traverse', path_info=r'/console(/|$)',
                     within='console')
    config.add_request_method(ConsoleAPI, 'sdiapi', reify=True)
    config.add_subscriber(keep_out, ContextFound)
    config.add_subscriber(keep_private, NewResponse)

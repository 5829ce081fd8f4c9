"""substanced's SDI without what is unsafe in it (ADR 7).

``substanced.sdi.includeme`` is not called: with it come an authentication ticket, a session
cookie without HttpOnly, deprecated policies and views that render names as markup.  What stays is
its machinery: views declared by ``mgmt_view``, one route, tabs by introspection.
"""
from persistent.interfaces import IPersistent
from pyramid.events import ContextFound, NewResponse
from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound
from pyramid.location import lineage
from pyramid.renderers import get_renderer
from substanced.sdi import MANAGE_ROUTE_NAME, add_mgmt_view, sdiapi

from ....base.i18n import ILanguages
from ....base.permissions import CONSOLE
from .wording import title_of

#: The order of the tabs; one that is not named stands at the end.
TABS = (
    'contents', 'people', 'accounts', 'review', 'groups', 'account', 'mounted', 'properties',
    'translations', 'state', 'history', 'access', 'requests', 'indexed', 'object', 'undo',
    'databases')
#: Flashes travel in the cookie, which holds 4 KB.
LONGEST_FLASH = 200
#: More would not fit into the cookie that keeps them until they are shown.
MOST_FLASHES = 5


class ConsoleAPI(sdiapi):
    """``request.sdiapi``: flashes are text, never markup, and nothing is undone by GET."""

    @property
    def main_template(self):
        """The template that every page of the console is put into."""
        return get_renderer('hanoiportal.shells.console:templates/master.pt').implementation()

    @property
    def form_template(self):
        """The template whose macros show fields."""
        return get_renderer('hanoiportal.shells.console:templates/fields.pt').implementation()

    def flash(self, msg, queue='info', allow_duplicate=True):
        """Say ``msg``, translatable text, on the next page.  ``queue``: ``info`` or ``error``."""
        text = self.request.localizer.translate(msg)
        if len(text) > LONGEST_FLASH:
            text = text[:LONGEST_FLASH] + '…'
        waiting = self.request.session.pop_flash(queue)
        for each in [*waiting, text][-MOST_FLASHES:]:
            self.request.session.flash(each, queue, allow_duplicate)

    def breadcrumbs(self):
        """Return ``[{'url', 'name', 'active'}]`` of the places above that the asker may see."""
        request, crumbs = self.request, []
        for place in lineage(request.context):
            if request.has_permission(CONSOLE, place):
                crumbs.insert(0, {
                    'url': self.mgmt_path(place), 'name': title_of(place),
                    'active': place is request.context})
            if place is request.virtual_root:
                break
        return crumbs

    @property
    def languages(self):
        """``[(Language, address)]``: this page in the other languages of the interface; for one
        that a form was sent to, the place that it is of.
        """
        request = self.request
        address = request.path_qs if request.method != 'POST' else self.mgmt_path(request.context)
        before = request.environ['portal.original_path'][0]
        return [(language, before + (f'/{language.segment}' if language.segment else '')
                 + address[len(request.script_name):])
                for language in request.registry.getUtility(ILanguages).interface
                if language != request.language]

    def mgmt_views(self, context):
        """Return the tabs that the asker may open here, in the order of ``TABS``."""
        return sorted(super().mgmt_views(context), key=_place_of_tab)


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

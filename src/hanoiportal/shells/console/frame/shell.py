"""The frame of the staff around a page of the console: its own menu, breadcrumbs and tabs."""
from pyramid.decorator import reify
from pyramid.events import BeforeRender, subscriber
from pyramid.location import lineage

from ....base.i18n import _
from ....base.interfaces import IInternal, IPortal
from ....base.permissions import AUDIT, CONSOLE
from ....kernel.tree.lookup import path_of
from ...frame.links import Link
from ...frame.shell import StaffShell, surround
from ...frame.tabs import Tabs
from .sdi import MENU, TABS, is_console
from .wording import title_of


class ConsoleShell(StaffShell):
    """Header, menu, breadcrumbs and tabs of one page of the console."""

    name, site = _('Bảng quản trị'), None

    def __init__(self, request, values):
        super().__init__(request, values)
        self.api = request.sdiapi

    @reify
    def home(self):
        return self.api.mgmt_path(self.request.virtual_root)

    @reify
    def menu(self):
        """The ``ConsoleMenu``: what the asker may open."""
        return ConsoleMenu(self)

    @property
    def named(self):
        """The path of the context in the tree, ``''`` for the root and what has no name to show.
        """
        root, place = self.request.virtual_root, self.context
        if not self.known or place is root or IInternal.providedBy(place):
            return ''
        return path_of(place)

    @reify
    def crumbs(self):
        """The places above that the asker may see, as ``Link``, the outermost first."""
        request, crumbs = self.request, []
        if not self.known:
            return crumbs
        for place in lineage(self.context):
            if request.has_permission(CONSOLE, place):
                here = place is self.context and request.view_name in TABS
                crumbs.insert(0, Link(
                    self.api.mgmt_path(place), title_of(place, request.language.tag), here))
            if place is request.virtual_root:
                break
        return crumbs

    @property
    def asked_for(self):
        """The place that the page is of."""
        return self.api.mgmt_path(self.context)


class ConsoleMenu(Tabs):
    """The menu of the console, and the tabs of one page of it."""

    at_site = sites = ()
    has_more_sites = False

    def __init__(self, shell):
        self._shell, self._request = shell, shell.request

    @reify
    def own(self):
        """The entries that the asker may open, and the way to the desk of who works there."""
        return [*self._of_the_portal(), *self._at_the_desk()]

    def _of_the_portal(self):
        root, allowed = self._request.virtual_root, self._request.has_permission
        if not allowed(CONSOLE, root):
            return []
        pages = MENU if IPortal.providedBy(root) else {}
        return [self._link('contents', _('Cây nội dung')), *(
            self._link(name, title) for name, (title, permission) in pages.items()
            if allowed(permission, root))]

    def _link(self, name, title):
        address = self._shell.api.mgmt_path(self._request.virtual_root, f'@@{name}')
        return Link(address, title, self._is_current(name))

    def _at_the_desk(self):
        desk, links = self._request.desk_root, []
        if self._request.has_permission(AUDIT, self._request.virtual_root):
            links.append(Link(f'{desk}/@@audit', _('Nhật ký')))
        if self._shell.asker.works:
            links.append(Link(desk, _('Bàn làm việc')))
        return links

    def _is_current(self, name):
        """Return whether the page shown is that of the entry, or lies below where it leads."""
        if not self._shell.known:
            return False
        context, root = self._shell.context, self._request.virtual_root
        if context is not root:
            inside = any(IInternal.providedBy(place) for place in lineage(context))
            return name == ('people' if inside else 'contents')
        view = self._request.view_name
        return name == (view if view in MENU else 'contents')

    @reify
    def tabs(self):
        """The pages of the context, as ``Link``; none if there is no choice."""
        view = self._request.view_name
        if not self._shell.known or view in MENU:
            return []
        found = [Link(each['url'], each['title'], each['view_name'] == view)
                 for each in self._shell.api.mgmt_views(self._shell.context)]
        return found if len(found) > 1 else []


@subscriber(BeforeRender)
def add_shell(event):
    """Give the templates of the console the macros of the frame."""
    request = event.get('request')
    if is_console(request) and hasattr(event.rendering_val, 'get'):
        surround(event, ConsoleShell(request, event.rendering_val))

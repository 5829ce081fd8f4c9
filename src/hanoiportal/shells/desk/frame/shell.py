"""What stands around every page of the desk; templates know it as ``desk``."""
from pyramid.decorator import reify
from pyramid.events import BeforeRender, subscriber
from pyramid.location import lineage

from ....base.i18n import DEFAULT, _
from ....base.interfaces import IItem
from ....base.legalbases import basis_in
from ....base.permissions import DESK
from ....kernel.tree.englishnames import IEnglishNames, said
from ....kernel.tree.lookup import find_site
from ....web.declare import DESK_ROUTE
from ...frame.assets import asset_url
from ...frame.shell import StaffShell, macros_of, surround
from .entries import Entries
from .links import Link, desk_path
from .wording import named, title_of

ROWS = 'hanoiportal.shells.desk:templates/rows.pt'
#: Templates with the macro of a kind of field, by that kind.
CONTROLS = {kind: f'hanoiportal.shells.desk:templates/{kind}.pt'
            for kind in ('blocks', 'pictures')}
SCRIPT = asset_url('desk.js')
SITE_STOPPED = _('Trang này đang tạm ngừng: người đọc không xem được.')
FEATURE_STOPPED = _('Một tính năng của trang này đang tạm ngừng.')


class Shell(StaffShell):
    """Header, menu, breadcrumbs and tabs of one page of the desk.

    ``tabs`` may be given as ``False`` among the values to show none.  ``view`` is the name of the
    page that is shown, where the form that was sent has an address of its own.
    """

    name, script = _('Bàn làm việc'), SCRIPT

    @property
    def view(self):
        """The name of the view that shows this page."""
        return self.values.get('view', self.request.view_name)

    @property
    def rows(self):
        """The macros of lists of documents."""
        return macros_of(self.request, ROWS)

    def basis(self, text: str) -> tuple[str, str]:
        """Return the legal basis ``text`` in the language of the page, where every word of it is
        known, and the tag of its language.
        """
        tag = self.request.language.tag
        shown, language = basis_in(text, tag)
        return shown, language or tag

    def body(self, name: str) -> tuple[str, str]:
        """Return the body or office ``name`` in the language of the page, where it has a name in
        it, and the tag of its language.
        """
        tag = self.request.language.tag
        shown, language = said(name, self.request.registry.getUtility(IEnglishNames), tag)
        return shown, language or tag

    def path(self, resource, view='', /, **query):
        """Return the address of ``view`` of ``resource`` in the desk."""
        return desk_path(self.request, resource, view, **query)

    @reify
    def home(self):
        return self.path(self.request.virtual_root)

    @reify
    def site(self):
        """The site that the page stands in, if the asker works there, else their only one."""
        site = find_site(self.context)
        sites = self.asker.sites
        if self.request.has_permission(DESK, site) or site.__oid__ in dict(sites):
            return site
        return self.asker.site(sites[0][0]) if len(sites) == 1 else None

    @property
    def site_text(self):
        """The text that names the site in the language of the page."""
        return named(self.site, self.request.language.tag)

    @property
    def stops(self):
        """What is suspended of the site that the page stands in, as sentences (clause 8.9)."""
        site = find_site(self.context)
        if not self.known:
            return []
        is_closed = not site.is_active and not site.is_external
        return [SITE_STOPPED] * is_closed + [FEATURE_STOPPED] * bool(
            getattr(site, 'suspended_features', ()))

    @reify
    def menu(self):
        """The ``Entries`` of the menu that the asker may open."""
        return Entries(self)

    @reify
    def crumbs(self):
        """The places above that the asker may open, as ``Link``, the outermost first."""
        if not self.known or self.context is self.request.virtual_root:
            return []
        found = []
        for place in lineage(self.context):
            if not self.request.has_permission(DESK, place):
                break
            view = '' if IItem.providedBy(place) else 'contents'
            here = place is self.context and self.request.view_name == view
            text = named(place, self.request.language.tag)
            found.insert(0, Link(self.path(place, view), title_of(text), here,
                                 lang=getattr(text, 'language', DEFAULT)))
            if place is self.request.virtual_root:
                break
        return found

    @property
    def asked_for(self):
        """The address at which the page of a form that was sent is asked for."""
        return self.path(
            self.values.get('document', self.context), self.view, **dict(self.request.GET))


def is_desk(request):
    """Return whether ``request`` is for a page of the desk."""
    route = getattr(request, 'matched_route', None)
    return route is not None and route.name == DESK_ROUTE


@subscriber(BeforeRender)
def add_shell(event):
    """Give the desk's templates ``desk``, the macros of the frame and those of its own fields."""
    request = event.get('request')
    if not is_desk(request) or not hasattr(event.rendering_val, 'get'):
        return
    event['desk'] = shell = Shell(request, event.rendering_val)
    surround(event, shell)
    event['controls'] = {kind: macros_of(request, CONTROLS[kind])[kind] for kind in CONTROLS}

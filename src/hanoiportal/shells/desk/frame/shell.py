"""What stands around every page of the desk; templates know it as ``desk``."""
from chameleon import PageTemplateFile
from pyramid.decorator import reify
from pyramid.events import BeforeRender, subscriber
from pyramid.location import lineage
from pyramid.renderers import get_renderer
from zope.interface import Interface

from ....base.garbage import let_go_at_end
from ....base.i18n import DEFAULT, ILanguages
from ....base.interfaces import IItem, IResource
from ....base.permissions import DESK
from ....kernel.tree.lookup import find_site
from ....web.declare import DESK_ROUTE
from .assets import asset_url
from .currentuser import current_user_of
from .entries import Entries
from .links import Link, desk_path
from .view import DONE, REFUSED
from .wording import named, title_of

_TEMPLATES = 'hanoiportal.shells.desk:templates/{}.pt'
STYLESHEET, SCRIPT = asset_url('desk.css'), asset_url('desk.js')


class ITemplates(Interface):
    """The ``Templates`` of this process, as a utility."""


class Templates(dict[str, PageTemplateFile]):
    """Chameleon templates of ``desk/templates`` by name, looked up once; one that changes is read
    anew.
    """

    def __init__(self, registry):
        super().__init__()
        self._registry = registry

    def __missing__(self, name):
        found = self[name] = get_renderer(
            _TEMPLATES.format(name), registry=self._registry).implementation()
        return found


class Shell:
    """Header, menu, breadcrumbs and tabs of one page.

    ``values``: what the view returned; ``known`` is ``False`` on a page that refuses, which shows
    nothing of where it stands.  ``tabs`` may be given as ``False`` to show none.  ``view`` is the
    name of the page that is shown, where the form that was sent has an address of its own.
    """

    stylesheet, script = STYLESHEET, SCRIPT

    def __init__(self, request, values):
        self.request = request
        self.values = values
        self.asker = current_user_of(request)
        context = getattr(request, 'context', None)
        self.known = values.get('known', True) and IResource.providedBy(context)
        self.context = context if self.known else request.virtual_root

    @property
    def view(self):
        """The name of the view that shows this page."""
        return self.values.get('view', self.request.view_name)

    @property
    def rows(self):
        """The macros of lists of documents."""
        return self.request.registry.getUtility(ITemplates)['rows'].macros

    def path(self, resource, view='', /, **query):
        """Return the address of ``view`` of ``resource`` in the desk."""
        return desk_path(self.request, resource, view, **query)

    @reify
    def home(self):
        return self.path(self.request.virtual_root)

    @property
    def account(self):
        return self.asker.account

    @reify
    def site(self):
        """The site that the page stands in, if the asker works there, else their only one."""
        site = find_site(self.context)
        sites = self.asker.sites
        if self.request.has_permission(DESK, site) or site.__oid__ in dict(sites):
            return site
        return self.asker.site(sites[0][0]) if len(sites) == 1 else None

    @property
    def portal_text(self):
        """The text that names the portal in the language of the page."""
        return named(self.request.virtual_root, self.request.language.tag)

    @property
    def site_text(self):
        """The text that names the site in the language of the page."""
        return named(self.site, self.request.language.tag)

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

    def flashes(self):
        """Return ``[(queue, text)]`` of what is to be said once; forgets it.

        Where nothing waits the session stays as it is, and its cookie is not sent again.
        """
        if self.account is None:
            return []
        session = self.request.session
        return [(queue, text) for queue in (DONE, REFUSED) if session.peek_flash(queue)
                for text in session.pop_flash(queue)]

    @reify
    def languages(self):
        """``[(Language, address)]``: this page in the other languages of the interface."""
        request = self.request
        before = request.environ['portal.original_path'][0]
        after = self._address[len(request.script_name):]
        return [(language, before + (f'/{language.segment}' if language.segment else '') + after)
                for language in request.registry.getUtility(ILanguages).interface
                if language != request.language]

    @property
    def _address(self):
        """The address of this page; of one that a form was sent to, where it is asked for."""
        request = self.request
        if request.method != 'POST':
            return request.path_qs
        if not self.known:
            return self.home
        return self.path(
            self.values.get('document', self.context), self.view, **dict(request.GET))


def is_desk(request):
    """Return whether ``request`` is for a page of the desk."""
    route = getattr(request, 'matched_route', None)
    return route is not None and route.name == DESK_ROUTE


@subscriber(BeforeRender)
def add_shell(event):
    """Give the desk's templates ``desk``, and the macros ``master`` and ``forms``."""
    request = event.get('request')
    if not is_desk(request) or not hasattr(event.rendering_val, 'get'):
        return
    found = request.registry.getUtility(ITemplates)
    event['master'], event['forms'] = found['master'], found['fields'].macros
    event['desk'] = shell = Shell(request, event.rendering_val)
    let_go_at_end(request, shell)
    request.response.content_language = request.language.tag


def includeme(config):
    config.registry.registerUtility(Templates(config.registry), ITemplates)

"""Home pages: of the city portal, and of a component site, composed of blocks.

The public home page item of the site says of which; without one ``config/hanoi/home.yaml`` does.
"""
from pyramid.httpexceptions import HTTPFound

from ....types.component_site import ComponentSite
from ....types.homepage.defaults import CITY, COMPONENT, IDefaults
from ....types.homepage.resource import HomePage, public_home
from ....types.portal import Portal
from ....web import View, public_view
from ....web.pagecache.pages import CHOSEN
from ..blocks.arranging import arranged
from ..blocks.personal import Personal
from ..page.grounds import IGrounds
from ..page.layout import Layout
from ..tasks.shown import tasks_of
from .participating import open_things

TEMPLATE = 'templates/home.pt'


class Home(View):
    """The first page of a site."""

    @public_view(context=Portal, renderer=TEMPLATE)
    @public_view(context=ComponentSite, renderer=TEMPLATE)
    def home(self):
        """Show the home page that the board approved, else that of the data."""
        item = public_home(self.context)
        return self._page(self._default() if item is None else item.composition)

    def _default(self):
        name = CITY if isinstance(self.context, Portal) else COMPONENT
        return self.request.registry.getUtility(IDefaults).blocks[name]

    def _page(self, blocks):
        page = Layout(self.context, self.request, {})
        bands = arranged(page, blocks)
        if any(isinstance(block, Personal) for band in bands for part in band for block in part):
            self.request.response.headers[CHOSEN] = '1'
        return {'title': page.say(page.site, 'title').text, 'bands': bands,
                'drawing': self.request.registry.getUtility(IGrounds).of_site(page.site),
                'tasks': tasks_of(page), 'open': open_things(page),
                'own_search': not page.is_component}


class HomeItem(Home):
    """The item with the composition: its own address leads home, a preview shows the page."""

    @public_view(context=HomePage, renderer=TEMPLATE)
    def page(self):
        """Show the page to be in a preview, else go to the site."""
        if getattr(self.request, 'preview', None) is None:
            return HTTPFound(self.request.link(self.site))
        return self._page(self.context.composition)

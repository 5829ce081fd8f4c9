"""What every public page shows around its content."""
from pyramid.events import BeforeRender, subscriber
from pyramid.renderers import get_renderer

from ..tree.lookup import find_portal, find_site, in_language

TEMPLATES = 'hanoiportal.public:templates/'


class Layout:
    """Header, menu, breadcrumbs and footer of one page, in the reader's language."""

    def __init__(self, context, request):
        self.request = request
        self.context = context
        self.portal = find_portal(context)
        self.site = find_site(context)

    @property
    def menu(self):
        """The site's sections that stand in its menu, as ``[(title, address)]``."""
        sections = [place for place in self.site.values()
                    if getattr(place, 'in_menu', 'no') == 'yes']
        sections.sort(key=lambda section: section.order)
        return [(self.text(section).short_title or self.text(section).title, self.request.link(section)) for section in sections]

    def text(self, resource):
        return in_language(resource, self.request.language.tag)


@subscriber(BeforeRender)
def add_layout(event):
    """Give templates ``layout``, ``macros`` and ``page``."""
    request = event.get('request')
    if request is None or not hasattr(request, 'language'):
        return
    event['layout'] = get_renderer(TEMPLATES + 'layout.pt').implementation()
    event['macros'] = get_renderer(TEMPLATES + 'macros.pt').implementation().macros
    context = request.context if hasattr(request.context, '__parent__') else request.root
    event['page'] = Layout(context, request)
    event['link'] = request.link

"""Home pages: of the city portal, and of a component site."""
from collections import Counter

from ..catalog.interfaces import ICatalog
from ..contenttypes.component_site import ComponentSite
from ..contenttypes.portal import Portal
from ..i18n import DEFAULT
from ..web import View, public_view
from .directory import group_of
from .layout import Layout
from .navigation import menu_sections, sections_of
from .rows import in_order, rows_of

#: Codes of the sections that the home pages show (clauses 4.2.a–c, 4.3).
NEWS, ADMINISTRATION = 'tin-tuc-su-kien', 'chi-dao-dieu-hanh'
GUIDANCE = ('pho-bien-phap-luat', 'chuyen-doi-so', 'thong-bao-tam-ngung')
DOCUMENTS = ('van-ban-qppl', 'van-ban-hanh-chinh')
SERVICES = ('thu-tuc-hanh-chinh', 'cong-bao', 'du-lieu-mo')
PAGE = 'gioi-thieu'


class Headlines:
    """The newest of sections of one site, as rows for ``page``, a ``Layout``.

    In another language than Vietnamese what has no translation is not listed.
    """

    def __init__(self, page, catalog):
        self._page = page
        self._catalog = catalog

    def of(self, site, codes, number):
        """Return the newest ``number`` rows below the sections ``codes`` of ``site`` together."""
        found = [document for code in codes if code in site
                 for document in self._documents(site[code], number)]
        found.sort(key=lambda document: document.published_at, reverse=True)
        return rows_of(self._page, found[:number])

    def _documents(self, place, number):
        return self._catalog.latest(place, self._page.language.tag, 0, number).items


def headlines(view):
    """Return the ``Headlines`` for the page of a ``View``."""
    page = Layout(view.context, view.request, {})
    return page, Headlines(page, view.request.service(ICatalog))


class PortalHome(View):
    """The first page of the city portal."""

    @public_view(context=Portal, renderer='templates/portal_home.pt')
    def home(self):
        page, newest = headlines(self)
        portal = self.context
        news = newest.of(portal, (NEWS, *GUIDANCE), 8)
        return {
            'title': page.say(portal, 'title').text, 'own_search': True,
            'lead': news[:1], 'news': news[1:],
            'administration': newest.of(portal, (ADMINISTRATION,), 4),
            'documents': newest.of(portal, DOCUMENTS, 5),
            'services': _services(page, portal),
            'more': {code: self.request.link(portal[code])
                     for code in (NEWS, ADMINISTRATION, DOCUMENTS[1]) if code in portal},
            'counts': Counter(map(group_of, portal['sites'].values())),
            'directory': self.request.link(portal['sites']),
        }


def _services(page, portal):
    """Return ``[(section, its links as rows)]`` of the services that the portal leads to."""
    found = [(portal[code], rows_of(page, in_order(portal[code], DEFAULT)))
             for code in SERVICES if code in portal]
    return [(page.say(section, 'title'), page.say(section, 'summary'),
             page.request.link(section), rows) for section, rows in found]


class ComponentHome(View):
    """The first page of a component site."""

    @public_view(context=ComponentSite, renderer='templates/component_home.pt')
    def home(self):
        page, newest = headlines(self)
        site, portal = self.context, page.portal
        about, menu = site.get(PAGE), menu_sections(site)
        return {
            'title': page.say(site, 'title').text,
            'about': about is not None and self.request.link(about),
            'news': newest.of(site, (NEWS, ADMINISTRATION), 6),
            'more': self.request.link(site[NEWS]) if NEWS in site else None,
            'sections': [(page.say(section, 'short_title', 'title'), self.request.link(section))
                         for section in sections_of(site)
                         if section in menu or self._holds_something(section)],
            'city': newest.of(portal, (NEWS,), 4),
            'city_more': self.request.link(portal[NEWS]) if NEWS in portal else None,
        }

    def _holds_something(self, section):
        return self.request.service(ICatalog).latest(section, DEFAULT, 0, 1).total > 0

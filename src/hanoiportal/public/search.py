"""The search page (clause 3.1): whatever is typed is answered."""
from urllib.parse import urlencode

from ..catalog.interfaces import ICatalog
from ..i18n import _
from ..interfaces import ISite
from ..search import ISearchData, parse, read_part
from ..web import View, public_view
from ..web.links import canonical
from .asked import asked
from .batches import Paging, bounds
from .former import former_units
from .hits import Hits
from .layout import Layout
from .marks import Asked
from .meant import meant
from .pins import pinned
from .searchchoices import Choices
from .searchfilters import Filters
from .unanswered import UNANSWERED


class SearchView(View):
    """What is found below one site."""

    @public_view(context=ISite, name='search', renderer='templates/search.pt',
                 throttled='search')
    def results(self):
        page = Layout(self.context, self.request, {})
        typed = asked(self.request, 'q')
        short = read_part(typed)
        filters = Filters(page, short)
        values = {
            'title': _('Tìm kiếm'), 'typed': typed, 'own_search': True,
            'noindex': bool(self.request.query_string), 'canonical': self._address(page),
            'filters': filters,
            'hits': '', 'total': 0, 'paging': None, 'groups': [], 'tags': [], 'meant': None,
            'buttons': None,
            'former': former_units(page, typed), 'pins': pinned(page, typed),
            'query': urlencode({'q': short}) if short else '',
            'everywhere': page.is_component and self.request.link(page.portal, 'search'),
        }
        query = parse(typed)
        if query.words or query.phrases:
            self._look(page, query, filters, values)
        return values

    def _address(self, page):
        """Return the URL that results name as theirs, without what was searched for; ``None`` for
        the page on which a search begins, whose address it is.
        """
        return canonical(self.request, self.context, page.language, 'search') if (
            self.request.query_string) else None

    def _look(self, page, query, filters, values):
        catalog = self.request.service(ICatalog)
        query = self.request.registry.getUtility(ISearchData).synonyms.widen(query)
        batch, counts = catalog.find(
            query, self.context, page.language.tag, filters.narrowing, *bounds(self.request),
            newest=filters.newest)
        choices = Choices(filters, counts)
        if not (batch.total or choices.tags):
            self.request.response.headers[UNANSWERED] = '1'
        values.update(
            meant=None if choices.tags else meant(
                self.request, self.context, values['typed'], batch.total),
            total=batch.total, hits=Hits(page, Asked(query)).rows(batch.items),
            groups=choices.groups, tags=choices.tags, buttons=choices.buttons,
            paging=Paging(batch, self.request.link(self.context, 'search'), filters.fields))

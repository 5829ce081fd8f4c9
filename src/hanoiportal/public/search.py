"""The search page (clause 3.1): whatever is typed is answered."""
from urllib.parse import urlencode

from ..catalog.interfaces import ICatalog
from ..i18n import _
from ..interfaces import ISite
from ..search import ISearchData, parse
from ..web import View, public_view
from .asked import asked
from .batches import Paging, bounds
from .former import former_units
from .hits import hit_of
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
        filters = Filters(page, typed)
        values = {
            'title': _('Tìm kiếm'), 'typed': typed, 'own_search': True,
            'noindex': bool(self.request.query_string), 'filters': filters,
            'hits': [], 'total': 0, 'paging': None, 'groups': [], 'tags': [], 'meant': None,
            'former': former_units(page, typed), 'pins': pinned(page, typed),
            'query': urlencode({'q': typed}) if typed else '',
            'everywhere': page.is_component and self.request.link(page.portal, 'search'),
        }
        query = parse(typed)
        if query.words or query.phrases:
            self._look(page, query, filters, values)
        return values

    def _look(self, page, query, filters, values):
        catalog = self.request.service(ICatalog)
        query = self.request.registry.getUtility(ISearchData).synonyms.widen(query)
        batch, counts = catalog.find(
            query, self.context, page.language.tag, filters.narrowing, *bounds(self.request),
            newest=filters.newest)
        choices, wanted = Choices(filters, counts), Asked(query)
        if not (batch.total or choices.tags):
            self.request.response.headers[UNANSWERED] = '1'
        values.update(
            meant=None if choices.tags else meant(
                self.request, self.context, values['typed'], batch.total),
            total=batch.total, hits=[hit_of(page, found, wanted) for found in batch.items],
            groups=choices.groups, tags=choices.tags,
            paging=Paging(batch, self.request.link(self.context, 'search'), filters.fields))

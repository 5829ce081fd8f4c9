"""The search page (clause 3.1): whatever is typed is answered."""
from functools import partial
from urllib.parse import urlencode

from ..catalog.interfaces import ICatalog
from ..interfaces import ISite
from ..search import ISearchData, parse, read_part
from ..web import View, public_view
from ..web.links import canonical
from .asked import asked
from .batches import Paging, bounds
from .former import former_units
from .found import TITLE, rendered_found
from .hits import Hits
from .layout import Layout
from .marks import Asked
from .meant import meant
from .pins import pinned
from .searchchoices import Choices
from .searchfilters import Filters
from .unanswered import UNANSWERED
from .whole import OWN, READ_FROM

#: What is shown of a search for no words.
_NOTHING = {'hits': (), 'total': 0, 'paging': None, 'groups': (), 'tags': (), 'meant': None,
            'buttons': None}


class SearchView(View):
    """What is found below one site."""

    @public_view(context=ISite, name='search', renderer='templates/search.pt',
                 throttled='search')
    def results(self):
        page = Layout(self.context, self.request, {})
        typed = asked(self.request, 'q')
        short = read_part(typed)
        filters, query = Filters(page, short), parse(typed)
        words = urlencode({'q': short}) if short else ''
        shown = {
            'typed': typed, 'query': words, 'filters': filters,
            'former': former_units(page, typed), 'pins': pinned(page, typed),
            'everywhere': page.is_component and self.request.link(page.portal, 'search'),
            **(self._look(page, query, filters, typed) if query.words or query.phrases
               else _NOTHING)}
        return {
            'title': TITLE, 'own_search': True, 'noindex': bool(self.request.query_string),
            'canonical': self._address(page), 'query': words, READ_FROM: (),
            OWN: partial(rendered_found, page, shown)}

    def _address(self, page):
        """Return the URL that results name as theirs, without what was searched for; ``None`` for
        the page on which a search begins, whose address it is.
        """
        return canonical(self.request, self.context, page.language, 'search') if (
            self.request.query_string) else None

    def _look(self, page, query, filters, typed):
        catalog = self.request.service(ICatalog)
        query = self.request.registry.getUtility(ISearchData).synonyms.widen(query)
        batch, counts = catalog.find(
            query, self.context, page.language.tag, filters.narrowing, *bounds(self.request),
            newest=filters.newest)
        choices, rows = Choices(filters, counts), Hits(page, Asked(query)).rows(batch.items)
        tags = choices.tags
        if not (batch.total or tags):
            self.request.response.headers[UNANSWERED] = '1'
        return {
            'meant': None if tags else meant(self.request, self.context, typed, batch.total),
            'total': batch.total, 'hits': rows.key, 'rows': rows.html,
            'groups': choices.groups, 'tags': tags, 'buttons': choices.buttons,
            'paging': Paging(batch, filters.results, filters.fields)}

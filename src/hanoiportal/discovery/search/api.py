"""Search with facets: what the search page finds, as data."""
from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from ...base.i18n import _
from ...shells.api.endpoints import Endpoint, Parameter, api_view
from ...shells.api.kinds import TOO_MANY
from ...shells.api.schema import Json, listing, many, named, number, text
from ...shells.api.writing import LIMIT, ApiView
from ...shells.public.api.items import GROUP
from ...shells.public.api.lists import PLACES, TYPE, list_parameters, narrowing_of
from ...shells.public.api.records import ROW, rows_of
from ..catalog.interfaces import Counts, ICatalog
from . import parse
from .interfaces import ISearchData

#: Results beyond these are not told; choices of one facet beyond these neither.
MOST, MOST_CHOICES = 1000, 200
CHOICE = named('FacetChoice', _('Một lựa chọn và số kết quả.'), {
    'value': text(_('Giá trị của tham số.')), 'count': number(_('Số kết quả.'))})
FACETS = named('Facets', _('Các lựa chọn thu hẹp, nhiều kết quả trước.'), {
    'site': many(CHOICE), 'type': many(CHOICE), 'section': many(CHOICE), 'year': many(CHOICE)})
RESULTS = listing('SearchResults', _('Kết quả tìm kiếm.'), ROW, {
    'total': number(_('Số kết quả.')), 'facets': FACETS})

SEARCH = Endpoint(
    'GET', '/search', 'search', _('Tìm kiếm'), GROUP, RESULTS,
    list_parameters(
        ROW, Parameter('q', {'type': 'string', 'minLength': 1, 'maxLength': 300},
                       _('Từ cần tìm; cụm từ đặt trong ngoặc kép.'), is_required=True),
        *PLACES, TYPE,
        Parameter('sort', {'type': 'string', 'enum': ['best', 'new'], 'default': 'best'},
                  _('Phù hợp nhất hay mới nhất đứng trước.'))),
    _('Viết có dấu hay không dấu đều tìm được. Tối đa 1000 kết quả đầu được trả về.'),
    problems=(TOO_MANY,))


class SearchApi(ApiView):
    """What is found below the site."""

    @api_view(SEARCH, throttled='search')
    def results(self) -> Json:
        """Return the results, and how many each narrowing would leave."""
        data = self.request.registry.getUtility(ISearchData)
        query = data.synonyms.widen(parse(cast('str', self.asked['q'])))
        start, size = self.after, cast('int', self.asked[LIMIT])
        start = min(start, MOST)
        found = self.request.service(ICatalog).find(
            query, self.context, self.request.language.tag,
            narrowing_of(self), start, min(size, MOST - start) or 1,
            newest=self.asked['sort'] == 'new')
        items = found.batch.items[:MOST - start]
        following = start + len(items)
        return self.page(
            rows_of(self, items),
            following if items and following < min(found.total, MOST) else None,
            total=found.total, facets=_facets(found.counts))


def _facets(counts: Counts) -> Json:
    by_name: dict[str, Mapping[str, int]] = {
        'site': counts.sites, 'type': counts.types, 'section': counts.sections,
        'year': {str(year): number for year, number in counts.years.items()}}
    return {name: [{'value': value, 'count': count} for value, count in sorted(
        found.items(), key=lambda each: (-each[1], each[0]))[:MOST_CHOICES]]
        for name, found in by_name.items()}

"""The search page (clause 3.1): whatever is typed is answered."""
from typing import NamedTuple
from urllib.parse import urlencode

from ..catalog.interfaces import ICatalog
from ..i18n import _
from ..interfaces import ISite
from ..search import parse
from ..text import plain_text
from ..web import View, public_view
from .asked import asked
from .batches import Paging, bounds
from .layout import Layout
from .marks import around, asked_words, marked
from .rows import Row, row_of
from .wording import item_of

#: Characters of a text that are looked through for a piece to show.
LOOKED_THROUGH = 20_000


class Hit(NamedTuple):
    """One thing found.  ``title`` and ``piece``: ``[(text, whether it was asked for)]``."""

    row: Row
    title: list
    piece: list


class SearchView(View):
    """What is found below one site."""

    @public_view(context=ISite, name='search', renderer='templates/search.pt')
    def results(self):
        page = Layout(self.context, self.request, {})
        typed = asked(self.request, 'q')
        query = parse(typed)
        values = {
            'title': _('Tìm kiếm'), 'typed': typed, 'noindex': True, 'own_search': True,
            'hits': [], 'total': 0, 'paging': None,
            'query': urlencode({'q': typed}) if typed else '',
            'everywhere': page.is_component and self.request.link(page.portal, 'search'),
        }
        if query.words or query.phrases:
            self._look(page, query, typed, values)
        return values

    def _look(self, page, query, typed, values):
        batch = self.request.service(ICatalog).search(
            query, self.context, page.language.tag, *bounds(self.request))
        wanted = asked_words(query)
        values.update(
            total=batch.total, hits=[self._hit(page, found, wanted) for found in batch.items],
            paging=Paging(batch, self.request.link(self.context, 'search'), {'q': typed}))

    def _hit(self, page, document, wanted):
        row = row_of(page, document)
        text = self.request.registry.content.metadata(item_of(document), 'text')
        body = plain_text(text(document)[:LOOKED_THROUGH]).replace('\n', ' ')
        return Hit(row, marked(row.title.text, wanted), marked(around(body, wanted), wanted))

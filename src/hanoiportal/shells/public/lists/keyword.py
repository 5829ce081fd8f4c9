"""``/tu-khoa``: the public items of a site that bear one keyword, all of them and no others."""
from collections.abc import Mapping
from urllib.parse import urlencode

from ....base.i18n import _
from ....base.interfaces import ISite
from ....discovery.catalog.interfaces import ICatalog
from ....web import View, public_view
from ..page.itemactions import TAGGED, WORD
from ..page.layout import Layout
from ..search.params import params_of
from .batches import Paging, bounds
from .rows import rendered_list, rows_of

#: Letters of a keyword.
LONGEST = 300


class KeywordPage(View):
    """The items with the keyword that the address names, the newest first."""

    @public_view(context=ISite, name=TAGGED, renderer='templates/keyword.pt', throttled='search')
    def items(self) -> Mapping[str, object]:
        """Return a page of them; without a keyword one that asks for it."""
        keyword = params_of(self.request, WORD)[:LONGEST]
        here = self.request.link(self.context, TAGGED)
        if not keyword:
            return {'title': _('Tin, bài theo từ khóa'), 'noindex': True, 'keyword': '',
                    'here': here, 'field': WORD, 'longest': LONGEST}
        page = Layout(self.context, self.request, {})
        word = urlencode({WORD: keyword})
        batch = self.request.service(ICatalog).tagged(
            keyword, self.context, page.language.tag, *bounds(self.request))
        return {
            'title': _('Từ khóa: ${word}', mapping={'word': keyword}), 'query': word,
            'noindex': not batch.total, 'rows': batch.items,
            'listed': rendered_list(page, 'listed', batch.items, rows_of, pictured=True),
            'paging': Paging(batch, here, {WORD: keyword}), 'keyword': keyword,
            'vietnamese': '' if page.language.is_default else self.request.link(
                self.context, TAGGED, language=page.languages.default) + f'?{word}',
            'search': f'{self.request.link(self.context, "search")}?'
                      f'{urlencode({"q": keyword})}'}

"""The listing of a section."""
from ..catalog.interfaces import Batch, ICatalog
from ..contenttypes.section import Section
from ..i18n import DEFAULT
from ..web import View, public_view
from .batches import Paging, bounds
from .layout import Layout
from .rows import in_order, rows_of

#: Content types that are listed by date, the newest first; all others stand in their own order.
DATED = {'NewsItem', 'LegalDocument'}


class SectionView(View):
    """The items of a section, page by page."""

    @public_view(context=Section, renderer='templates/section.pt')
    def listing(self):
        page = Layout(self.context, self.request, {})
        asked = bounds(self.request)
        batch, fallback = self._batch(page.language.tag, asked)
        paging = Paging(batch, self.request.link(self.context))
        return {
            'title': page.say(self.context, 'title').text,
            'dated': self._is_dated, 'rows': rows_of(page, batch.items), 'paging': paging,
            'fallback': fallback, 'legal_basis': self.context.legal_basis,
            'query': f'page={batch.page}' if batch.page > 1 else '',
            'noindex': fallback,
        }

    @property
    def _is_dated(self):
        return bool(DATED.intersection(self.context.allowed_types))

    def _batch(self, tag, asked):
        """Return the batch, and whether it is Vietnamese because there is nothing in ``tag``."""
        batch = self._listed(tag, asked)
        if batch.total or tag == DEFAULT:
            return batch, False
        batch = self._listed(DEFAULT, asked)
        return batch, batch.total > 0

    def _listed(self, tag, asked):
        if self._is_dated:
            return self.request.service(ICatalog).latest(self.context, tag, *asked)
        items = in_order(self.context, tag)
        shown = items[asked.start:asked.start + asked.size]
        return Batch(tuple(shown), len(items), *asked)

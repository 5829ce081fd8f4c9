"""The page of a section: what all kinds have in common, and the list of news and articles."""
from pyramid.decorator import reify

from ....base.i18n import DEFAULT
from ....base.values import Batch
from ....discovery.catalog.interfaces import ICatalog
from ....participation.questions.interfaces import FORMS, SECTIONS, TRACKING, ICaseForms
from ....platform.subscriptions.interfaces import FORM
from ....types.section import Section
from ....web import View, public_view
from ....web.cacheable import Cacheable
from ..feeds.carried import has_news
from ..page.grounds import IGrounds
from ..page.layout import Layout
from ..page.legalbasis import legal_basis
from .batches import Paging, bounds
from .rows import in_order, rendered_list, rows_of

#: Content types that are listed by date, the newest first; all others stand in their own order.
DATED = {'NewsItem', 'LegalDocument'}


class SectionPage(View):
    """Base of the pages of sections; ``shells/public/listings`` holds one for each other kind."""

    @reify
    def page(self):
        """The ``Layout`` by which texts are said in the reader's language."""
        return Layout(self.context, self.request, {})

    @reify
    def in_order(self):
        """``(items of the section in its order, whether they are Vietnamese for want of others)``.
        """
        tag = self.page.language.tag
        items = in_order(self.context, tag)
        if items or tag == DEFAULT:
            return items, False
        items = in_order(self.context, DEFAULT)
        return items, bool(items)

    def values(self, fallback=False, **values):
        """Return what the template of a section names, and ``values``."""
        grounds = self.request.registry.getUtility(IGrounds)
        return {'title': self.page.say(self.context, 'title').text, 'fallback': fallback,
                'drawing': grounds.of_section(self.context), 'noindex': fallback,
                'legal_basis': legal_basis(self.context.legal_basis, self.page.tag),
                'asking': self._asking(), 'followed': self._followed(), **values}

    def _followed(self) -> tuple[str, str] | None:
        """Return the addresses at which what is new here is followed, by mail and by feeds;
        ``None`` where nothing is ever new.
        """
        if not has_news(self.context):
            return None
        return self.request.link(self.context, FORM), self.request.link(self.context, 'rss')

    def _asking(self):
        """Return ``(title of a form, its address, address of where cases are followed)`` of a
        section to which people send something, else ``None``.
        """
        slug, site = SECTIONS.get(self.context.__name__), self.page.site
        if slug is None:
            return None
        form = self.request.registry.getUtility(ICaseForms)[slug]
        return form.title, self.request.link(site, FORMS, slug), self.request.link(site, TRACKING)


class SectionView(SectionPage):
    """The items of a section, page by page."""

    @public_view(context=Section, renderer='templates/section.pt')
    def listing(self):
        batch, fallback = self._batch(bounds(self.request))
        listed = rendered_list(self.page, 'listed', batch.items, rows_of, pictured=True)
        return Cacheable(self.values(
            fallback, dated=self._is_dated, rows=batch.items, listed=listed,
            paging=Paging(batch, self.request.link(self.context)),
            query=f'page={batch.page}' if batch.page > 1 else ''),
            varies=(listed, fallback, batch.page, batch.pages))

    @property
    def _is_dated(self):
        return bool(DATED.intersection(self.context.allowed_types))

    def _batch(self, asked):
        """Return the batch, and whether it is Vietnamese because there is nothing else."""
        if not self._is_dated:
            items, fallback = self.in_order
            shown = items[asked.start:asked.start + asked.size]
            return Batch(tuple(shown), len(items), *asked), fallback
        tag, latest = self.page.language.tag, self.request.service(ICatalog).latest
        batch = latest(self.context, tag, *asked)
        if batch.total or tag == DEFAULT:
            return batch, False
        batch = latest(self.context, DEFAULT, *asked)
        return batch, batch.total > 0

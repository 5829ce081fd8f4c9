"""Multimedia as a grid: photo sets, films, recordings, infographics (clauses 4.2, 13.1.a)."""
from typing import NamedTuple
from urllib.parse import urlencode

from ....base.i18n import _
from ....base.values import Batch
from ....platform.media.pictures import Picture
from ....platform.media.views import picture_of
from ....types.section import Section
from ....web import public_view
from ..lists.batches import Paging, bounds
from ..lists.recordfilters import Filter, Narrowed
from ..lists.rows import ListRow, row_of
from ..lists.section import SectionPage

#: Content type → what a choice of such items is called.
KINDS = (
    ('PhotoSet', _('Bộ ảnh')), ('Video', _('Video')), ('Audio', _('Âm thanh')),
    ('Infographic', _('Đồ họa thông tin')), ('Image', _('Ảnh')), ('File', _('Tệp tin')))


class MediaCard(NamedTuple):
    """One item of the grid.  ``picture``: a ``Picture`` that says nothing, or ``None``."""

    row: ListRow
    picture: Picture | None
    type: str


class MediaPage(SectionPage):
    """What there is to see and to hear, the newest first.

    The items of one section are sorted in memory, as in other listings of records.
    """

    @public_view(context=Section, listing='media', renderer='templates/media.pt')
    def listing(self):
        """Return what ``media.pt`` names."""
        items, fallback = self.in_order
        items = sorted(items, key=lambda item: item.published_at, reverse=True)
        narrowed = Narrowed(self.request, (Filter('kind', _('Loại'), self._type, KINDS),), items)
        asked = bounds(self.request)
        shown = narrowed.items[asked.start:asked.start + asked.size]
        batch = Batch(tuple(shown), len(narrowed.items), *asked)
        paging = Paging(batch, self.request.link(self.context), narrowed.query)
        query = {**narrowed.query, 'page': batch.page} if batch.page > 1 else narrowed.query
        return self.values(
            fallback, rows=[self._card(item) for item in shown], paging=paging,
            kinds=self._kinds(narrowed), query=urlencode(query),
            **({'noindex': True} if narrowed.query else {}))

    def _kinds(self, narrowed):
        """Return ``[(title, number or None, address, whether it is chosen)]``; none if there is
        nothing to choose.
        """
        if not narrowed.needed:
            return []
        here = self.request.link(self.context)
        options = [each for _filter, found in narrowed.fields for each in found]
        return [(_('Tất cả'), None, here, not narrowed.query)] + [
            (each.title, each.count, f'{here}?kind={each.value}', each.chosen)
            for each in options]

    def _type(self, item):
        return self.request.registry.content.typeof(item)

    def _card(self, item):
        """Return the ``MediaCard`` of ``item``; of an image it is the image itself."""
        row = row_of(self.page, item)
        picture = row.picture
        if hasattr(item, 'image'):
            picture = picture_of(self.request, item, cut=True)._replace(alt='')
        return MediaCard(row, picture, self._type(item).lower())

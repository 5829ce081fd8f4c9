"""Statistics by field and year, and the figures of one as CSV (clause 13.1.g)."""
from ....base.i18n import _
from ....base.text import collate
from ....types.section import Section
from ....types.statistics.figures import read_figures
from ....types.statistics.resource import FIGURES_FILE, KINDS, Statistics
from ....web import View, public_view
from ...frame.tablefile import csv_response
from ..lists.recordfilters import Filter
from ..lists.records import LINKED, SAVED, RecordsPage, chosen, field, newest
from ..lists.table import (
    Column,
    TableCell,
    body_cell,
    choice_cell,
    day_cell,
    text_cell,
    title_cell,
)

_ELSEWHERE = _('Lĩnh vực khác')


def _period(page, item):
    return text_cell('period')(page, item) if item.period else TableCell(str(item.year or ''))


@public_view(context=Section, listing='statistics', attr='listing',
             renderer='templates/records.pt')
@public_view(context=Section, listing='statistics', attr='as_csv', name=SAVED, throttled='csv')
@public_view(context=Section, listing='statistics', attr='as_linked', name=LINKED, throttled='csv')
class StatisticsPage(RecordsPage):
    """Statistics in one table for each field, the latest year first."""

    records = (Statistics,)
    filters = (
        Filter('field', _('Lĩnh vực'), field('field')),
        Filter('year', _('Năm'), lambda item: str(item.year or '')),
        Filter('kind', _('Loại'), field('kind'), KINDS),
    )
    columns = (
        Column(_('Tên thông tin thống kê'), title_cell),
        Column(_('Kỳ số liệu'), _period),
        Column(_('Loại'), choice_cell('kind', KINDS)),
        Column(_('Cơ quan công bố'), body_cell('issuer')),
        Column(_('Ngày quyết định công bố'), day_cell('released')),
    )
    saved = (
        (_('Tên thông tin thống kê'), field('title')),
        (_('Lĩnh vực'), field('field')),
        (_('Loại'), chosen('kind', KINDS)),
        (_('Năm'), field('year')),
        (_('Kỳ số liệu'), field('period')),
        (_('Thời gian thực hiện'), field('survey')),
        (_('Cơ quan công bố'), field('issuer')),
        (_('Ngày quyết định công bố'), field('released')),
        (_('Đơn vị tính'), field('unit')),
    )

    @staticmethod
    def group(item):
        """Return the heading of the field of ``item``."""
        return item.field or _ELSEWHERE

    def order(self, item):
        return (not item.field, collate(item.field), item.field, -(item.year or 0),
                newest(item.released), collate(item.title))


class FiguresFile(View):
    """The figures of one item, for spreadsheets."""

    @public_view(context=Statistics, name=FIGURES_FILE)
    def saved(self):
        """Return the table as CSV; one without rows if there are no figures."""
        item = self.context
        figures = read_figures(item.figures) if item.figures else None
        header, rows = (figures.header, figures.rows) if figures else ((), ())
        return csv_response(self.request, item.__name__, header, rows)

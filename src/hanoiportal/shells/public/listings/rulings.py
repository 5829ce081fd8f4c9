"""Commendations and sanctions, by year and kind (clause 13.1.a)."""
from ....base.i18n import _
from ....base.text import collate
from ....types.ruling.resource import KINDS, Ruling
from ....types.section import Section
from ....web import public_view
from ..lists.recordfilters import Filter
from ..lists.records import LINKED, SAVED, RecordsPage, chosen, field, newest, year_of
from ..lists.table import Column, choice_cell, day_cell, plain_cell, text_cell, title_cell


def _year(ruling):
    return year_of(ruling.decided)


@public_view(context=Section, listing='rulings', attr='listing', renderer='templates/records.pt')
@public_view(context=Section, listing='rulings', attr='as_csv', name=SAVED, throttled='csv')
@public_view(context=Section, listing='rulings', attr='as_linked', name=LINKED, throttled='csv')
class RulingsPage(RecordsPage):
    """Rulings in one table for each year, the latest first."""

    records = (Ruling,)
    filters = (
        Filter('kind', _('Loại'), field('kind'), KINDS),
        Filter('year', _('Năm'), _year),
    )
    columns = (
        Column(_('Nội dung'), title_cell),
        Column(_('Loại'), choice_cell('kind', KINDS)),
        Column(_('Số quyết định'), plain_cell('number')),
        Column(_('Ngày quyết định'), day_cell('decided')),
        Column(_('Cơ quan, người quyết định'), text_cell('authority')),
        Column(_('Tổ chức, cá nhân'), text_cell('recipient')),
    )
    saved = (
        (_('Tiêu đề'), field('title')),
        (_('Loại'), chosen('kind', KINDS)),
        (_('Số quyết định'), field('number')),
        (_('Ngày quyết định'), field('decided')),
        (_('Cơ quan, người quyết định'), field('authority')),
        (_('Tổ chức, cá nhân'), field('recipient')),
        (_('Thành tích hoặc hành vi vi phạm'), field('ground')),
        (_('Hình thức khen thưởng, xử phạt'), field('form')),
    )

    @staticmethod
    def group(item):
        """Return the heading of the year of ``item``."""
        year = _year(item)
        return _('Năm ${year}', mapping={'year': year}) if year else _('Chưa rõ năm')

    def order(self, item):
        return newest(item.decided), collate(item.title)

"""Drafts on which people comment: those that are open first, with the days left (4.2.d)."""
from ....base.clock import shown_date
from ....base.i18n import _
from ....participation.consultations.interfaces.drafts import (
    ENACTED,
    FINAL,
    OPEN,
    PREPARING,
    SUMMING,
)
from ....types.consultation.resource import Consultation
from ....types.section import Section
from ....web import public_view
from ..lists.recordfilters import Filter
from ..lists.records import LINKED, SAVED, RecordsPage, ending_first, field, year_of
from ..lists.table import Column, TableCell, body_cell, day_cell, title_cell

#: Headings of the list, in its order.
_GROUPS = {OPEN: _('Đang lấy ý kiến'), PREPARING: _('Sắp lấy ý kiến'),
           SUMMING: _('Đang tổng hợp, tiếp thu'), FINAL: _('Dự thảo sau tiếp thu'),
           ENACTED: _('Đã ban hành')}
_ORDER = tuple(_GROUPS)


def _left(page, item):
    """Return the cell of what is left of the time to comment."""
    if item.phase == OPEN and item.days_left:
        return TableCell(_('Còn ${days} ngày', mapping={'days': item.days_left}))
    if item.phase == PREPARING and item.opens:
        return TableCell(_('Từ ngày ${day}', mapping={'day': shown_date(item.opens, page.tag)}))
    return TableCell('')


@public_view(context=Section, listing='consultations', attr='listing',
             renderer='templates/records.pt')
@public_view(context=Section, listing='consultations', attr='as_csv', name=SAVED,
             throttled='csv')
@public_view(context=Section, listing='consultations', attr='as_linked', name=LINKED,
             throttled='csv')
class ConsultationsPage(RecordsPage):
    """Consultations by how far they are; of the open ones what ends first stands first."""

    records = (Consultation,)
    caption = _('Dự thảo lấy ý kiến')
    filters = (
        Filter('phase', _('Tình trạng'), field('phase'), tuple(_GROUPS.items())),
        Filter('year', _('Năm kết thúc'), lambda item: year_of(item.closes)),
    )
    columns = (
        Column(_('Tên dự thảo'), title_cell),
        Column(_('Cơ quan soạn thảo'), body_cell('drafting_body')),
        Column(_('Kết thúc lấy ý kiến'), day_cell('closes')),
        Column(_('Thời gian còn lại'), _left),
    )
    saved = (
        (_('Tên dự thảo'), field('title')),
        (_('Nội dung chính của dự thảo'), field('summary')),
        (_('Cơ quan soạn thảo'), field('drafting_body')),
        (_('Tình trạng'), lambda item: _GROUPS[item.phase]),
        (_('Bắt đầu lấy ý kiến'), field('opens')),
        (_('Kết thúc lấy ý kiến'), field('closes')),
        (_('Đơn vị nhận góp ý'), field('receiving_unit')),
        (_('Địa chỉ nhận góp ý'), field('receiving_address')),
        (_('Thư điện tử nhận góp ý'), field('receiving_email')),
    )

    def order(self, item):
        return _ORDER.index(item.phase), ending_first(item.closes, item.phase == OPEN)

    @staticmethod
    def group(item):
        return _GROUPS[item.phase]

"""Science programmes and projects as a table (clause 13.1.f)."""
from ....base.i18n import _
from ....base.text import collate
from ....types.research.resource import KINDS, STATUSES, Research
from ....types.section import Section
from ....web import public_view
from ..lists.recordfilters import Filter
from ..lists.records import LINKED, SAVED, RecordsPage, chosen, field, newest, year_of
from ..lists.table import (
    Column,
    amount_cell,
    body_cell,
    choice_cell,
    period_cell,
    text_cell,
    title_cell,
)


def _day(research):
    return research.begins or research.approved or research.accepted


@public_view(context=Section, listing='research', attr='listing', renderer='templates/records.pt')
@public_view(context=Section, listing='research', attr='as_csv', name=SAVED, throttled='csv')
@public_view(context=Section, listing='research', attr='as_linked', name=LINKED, throttled='csv')
class ResearchPage(RecordsPage):
    """Science projects by how far they are and when they begin, the newest first."""

    records = (Research,)
    caption = _('Chương trình, đề tài khoa học')
    filters = (
        Filter('status', _('Tình trạng'), field('status'), STATUSES),
        Filter('kind', _('Loại'), field('kind'), KINDS),
        Filter('year', _('Năm bắt đầu'), lambda research: year_of(_day(research))),
    )
    columns = (
        Column(_('Tên chương trình, đề tài'), title_cell),
        Column(_('Mã số'), text_cell('code')),
        Column(_('Tình trạng'), choice_cell('status', STATUSES)),
        Column(_('Tổ chức chủ trì'), body_cell('host')),
        Column(_('Chủ nhiệm'), text_cell('leader')),
        Column(_('Thời gian thực hiện'), period_cell),
        Column(_('Kinh phí'), amount_cell, is_number=True),
    )
    saved = (
        (_('Mã số'), field('code')),
        (_('Tên chương trình, đề tài'), field('title')),
        (_('Mục tiêu'), field('summary')),
        (_('Loại'), chosen('kind', KINDS)),
        (_('Tình trạng'), chosen('status', STATUSES)),
        (_('Lĩnh vực'), field('field')),
        (_('Tổ chức chủ trì'), field('host')),
        (_('Chủ nhiệm'), field('leader')),
        (_('Ngày bắt đầu'), field('begins')),
        (_('Ngày kết thúc'), field('ends')),
        (_('Ngày được phê duyệt'), field('approved')),
        (_('Ngày nghiệm thu'), field('accepted')),
        (_('Kinh phí'), field('funding')),
        (_('Đơn vị tiền tệ'), field('currency')),
    )

    def order(self, item):
        return newest(_day(item)), collate(item.title)

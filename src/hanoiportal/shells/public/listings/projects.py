"""Projects, tenders and public purchases as a table (clause 13.1.d)."""
from ....base.i18n import _
from ....base.text import collate
from ....types.project.resource import KINDS, STAGES, Project
from ....types.section import Section
from ....web import public_view
from ..lists.recordfilters import Filter
from ..lists.records import LINKED, SAVED, RecordsPage, chosen, field, newest, year_of
from ..lists.table import Column, amount_cell, body_cell, choice_cell, period_cell, title_cell


def _day(project):
    return project.begins or project.approved or project.ends


@public_view(context=Section, listing='projects', attr='listing', renderer='templates/records.pt')
@public_view(context=Section, listing='projects', attr='as_csv', name=SAVED, throttled='csv')
@public_view(context=Section, listing='projects', attr='as_linked', name=LINKED, throttled='csv')
class ProjectsPage(RecordsPage):
    """Projects by what they are, how far they are, and when they begin, the newest first."""

    records = (Project,)
    caption = _('Dự án, gói thầu')
    filters = (
        Filter('stage', _('Tình trạng'), field('stage'), STAGES),
        Filter('kind', _('Loại'), field('kind'), KINDS),
        Filter('year', _('Năm bắt đầu'), lambda project: year_of(_day(project))),
    )
    columns = (
        Column(_('Tên dự án, gói thầu'), title_cell),
        Column(_('Loại'), choice_cell('kind', KINDS)),
        Column(_('Tình trạng'), choice_cell('stage', STAGES)),
        Column(_('Chủ đầu tư, bên mời thầu'), body_cell('investor')),
        Column(_('Thời gian thực hiện'), period_cell),
        Column(_('Kinh phí'), amount_cell, is_number=True),
    )
    saved = (
        (_('Mã số'), field('code')),
        (_('Tên dự án, gói thầu'), field('title')),
        (_('Mục tiêu chính'), field('summary')),
        (_('Loại'), chosen('kind', KINDS)),
        (_('Tình trạng'), chosen('stage', STAGES)),
        (_('Lĩnh vực'), field('field')),
        (_('Địa điểm'), field('place')),
        (_('Ngày bắt đầu'), field('begins')),
        (_('Ngày kết thúc'), field('ends')),
        (_('Ngày được phê duyệt'), field('approved')),
        (_('Kinh phí'), field('funding')),
        (_('Đơn vị tiền tệ'), field('currency')),
        (_('Loại hình tài trợ, nguồn vốn'), field('funding_kind')),
        (_('Nhà tài trợ'), field('sponsor')),
        (_('Chủ đầu tư, bên mời thầu'), field('investor')),
        (_('Đơn vị quản lý'), field('owner_unit')),
    )

    def order(self, item):
        return newest(_day(item)), collate(item.title)

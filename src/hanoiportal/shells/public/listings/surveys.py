"""Surveys: those that are open first, then those to come, then those that are over (4.3.c)."""
from ....base.clock import shown_date
from ....base.i18n import _
from ....participation.surveys.interfaces import CLOSED, OPEN, PREPARING
from ....types.section import Section
from ....types.survey.resource import Survey
from ....web import public_view
from ..lists.recordfilters import Filter
from ..lists.records import LINKED, SAVED, RecordsPage, ending_first, field, year_of
from ..lists.table import Column, TableCell, body_cell, day_cell, title_cell

#: Headings of the list, in its order; of those that are over, with results and without.
TOLD = 'told'
_GROUPS = {OPEN: _('Đang nhận câu trả lời'), PREPARING: _('Sắp mở'),
           TOLD: _('Đã có kết quả'), CLOSED: _('Đã kết thúc, chờ kết quả')}
_ORDER = tuple(_GROUPS)


def standing(item):
    """Return the group of ``item``."""
    return TOLD if item.phase == CLOSED and item.results else item.phase


def _when(page, item):
    """Return the cell of until when people answer, or from when."""
    if item.phase == PREPARING and item.opens:
        return TableCell(_('Từ ngày ${day}', mapping={'day': shown_date(item.opens, page.tag)}))
    return day_cell('closes')(page, item)


@public_view(context=Section, listing='surveys', attr='listing', renderer='templates/records.pt')
@public_view(context=Section, listing='surveys', attr='as_csv', name=SAVED, throttled='csv')
@public_view(context=Section, listing='surveys', attr='as_linked', name=LINKED, throttled='csv')
class SurveysPage(RecordsPage):
    """Surveys by how far they are; of the open ones what ends first stands first."""

    records = (Survey,)
    caption = _('Khảo sát')
    filters = (
        Filter('phase', _('Tình trạng'), standing, tuple(_GROUPS.items())),
        Filter('year', _('Năm kết thúc'), lambda item: year_of(item.closes)),
    )
    columns = (
        Column(_('Tên khảo sát'), title_cell),
        Column(_('Cơ quan khảo sát'), body_cell('surveying_body')),
        Column(_('Ngày kết thúc'), _when),
    )
    saved = (
        (_('Tên khảo sát'), field('title')),
        (_('Tóm tắt'), field('summary')),
        (_('Cơ quan khảo sát'), field('surveying_body')),
        (_('Tình trạng'), lambda item: _GROUPS[standing(item)]),
        (_('Ngày mở'), field('opens')),
        (_('Ngày kết thúc'), field('closes')),
    )

    def order(self, item):
        return _ORDER.index(standing(item)), ending_first(item.closes, item.phase == OPEN)

    @staticmethod
    def group(item):
        return _GROUPS[standing(item)]

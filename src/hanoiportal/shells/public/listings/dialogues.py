"""Dialogues, hearings and press conferences: those that go on or take questions first (28.11)."""
from ....base.clock import moment
from ....base.i18n import _
from ....participation.dialogues.interfaces import (
    ARCHIVED,
    ASKING,
    COMING,
    LIVE,
    OVER,
    PHASE_TITLES,
    RUNNING,
)
from ....participation.forum.interfaces import CLOSED, IForumTopic
from ....participation.forum.interfaces import PHASE_TITLES as TOPIC_TITLES
from ....types.event.resource import Event
from ....types.event.schemas import KINDS
from ....types.section import Section
from ....web import public_view
from ..lists.recordfilters import Filter
from ..lists.records import LINKED, SAVED, RecordsPage, chosen, field
from ..lists.rows import row_of
from ..lists.table import Column, TableCell, text_cell, title_cell

#: Headings of the list, in its order; what is archived stands with what has ended.
_GROUPS = {RUNNING: PHASE_TITLES[RUNNING], ASKING: PHASE_TITLES[ASKING],
           COMING: PHASE_TITLES[COMING], OVER: PHASE_TITLES[OVER]}
_ORDER = tuple(_GROUPS)
_LIVE_KINDS = tuple(each for each in KINDS if each[0] in LIVE)


def _phase(item):
    return OVER if item.phase == ARCHIVED else item.phase


def _time(page, item):
    """Return the cell of when ``item`` is."""
    time = item.shown_time(page.tag)
    return TableCell(time.shown, None, time.machine)


def _is_closed(item):
    return IForumTopic.providedBy(item) and item.phase == CLOSED


def _answered(item):
    return len(item.answers)


@public_view(context=Section, listing='dialogues', attr='listing',
             renderer='templates/records.pt')
@public_view(context=Section, listing='dialogues', attr='as_csv', name=SAVED, throttled='csv')
@public_view(context=Section, listing='dialogues', attr='as_linked', name=LINKED, throttled='csv')
class DialoguesPage(RecordsPage):
    """Dialogues by how far they are; of those to come what is next first, else the latest."""

    records = (Event,)
    caption = _('Giao lưu, đối thoại trực tuyến')
    filters = (
        Filter('phase', _('Tình trạng'), _phase, tuple(_GROUPS.items())),
        Filter('kind', _('Loại'), field('kind'), _LIVE_KINDS),
    )
    columns = (
        Column(_('Tên buổi'), title_cell),
        Column(_('Thời gian'), _time),
        Column(_('Địa điểm'), text_cell('place')),
        Column(_('Câu đã trả lời'), lambda _page, item: TableCell(str(_answered(item))), True),
    )
    saved = (
        (_('Tên buổi'), field('title')),
        (_('Loại'), chosen('kind', KINDS)),
        (_('Tình trạng'), lambda item: _GROUPS[_phase(item)]),
        (_('Bắt đầu'), lambda item: moment(item.start)),
        (_('Kết thúc'), lambda item: moment(item.end)),
        (_('Địa điểm'), field('place')),
        (_('Câu đã trả lời'), _answered),
    )

    def order(self, item):
        phase, seconds = _phase(item), item.start.timestamp()
        return _ORDER.index(phase), -seconds if phase == OVER else seconds

    @staticmethod
    def group(item):
        return _GROUPS[_phase(item)]

    def others(self, items):
        """Topics of the forum say whether they are open; those that are closed stand last."""
        return [self._other(item) for item in sorted(items, key=_is_closed)]

    def _other(self, item):
        row = row_of(self.page, item)
        if not IForumTopic.providedBy(item):
            return row
        phase = self.request.localizer.translate(TOPIC_TITLES[item.phase])
        return row._replace(kind=f'{self.request.localizer.translate(row.kind)} · {phase}')

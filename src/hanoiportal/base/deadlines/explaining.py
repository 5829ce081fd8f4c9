"""Why a day is counted or not, in words, with the row and the law."""
import datetime
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from ..clock import shown_date, shown_time
from ..i18n import _
from . import counting
from .interfaces import OFF, ORDINARY, WORKDAY_SWAP, Day, ICalendar


class Reason(Enum):
    """What makes a day count or not; the value is the text, ``''`` where the day decides."""

    FIRST = _('Ngày phát sinh, không tính vào thời hạn')
    WORKED = 'worked'
    OFF = 'off'
    PAUSED = _('Thời hạn tạm ngừng, không tính')
    AFTER_HOURS = 'after hours'
    RUNNING = 'running'
    MOVED = 'moved'
    HOURS = _('Tính liên tục theo giờ, không trừ ngày nghỉ')
    AT_ONCE = _('Phải thực hiện ngay, không có ngày nào được tính thêm')
    EVENT = _('Ngày của sự kiện, không tính')
    LATEST = _('Phải thực hiện chậm nhất vào hết ngày này')
    PERIOD = _('Ngày cuối của kỳ')
    WINDOWS = _('Ngày phải cập nhật đủ số lần')
    EVERY_DAY = _('Ngày phải cập nhật đủ số lần, kể cả ngày nghỉ')


class DayStep(NamedTuple):
    """A local day on the way, before it is put in words."""

    date: datetime.date
    counted: bool
    reason: Reason


#: The convention of counting that a reason rests on.
_CONVENTIONS = {
    Reason.FIRST: counting.FIRST_DAY, Reason.EVENT: counting.FIRST_DAY,
    Reason.HOURS: counting.HOURS, Reason.LATEST: counting.LAST_DAY,
    Reason.PERIOD: counting.LAST_DAY}


def explained(step: DayStep, calendar: ICalendar, tag: str) -> Day:
    """Return ``step`` in words, by the rows of ``calendar``; their names in the language ``tag``.
    """
    words = _WORDS.get(step.reason)
    if words is not None:
        why, source = words(step.date, calendar, tag)
    else:
        why, source = step.reason.value, (
            calendar.counting.basis(_CONVENTIONS[step.reason], step.date)
            if step.reason in _CONVENTIONS else '')
    return Day(step.date, step.counted, why, source)


def _day(day: datetime.date, calendar: ICalendar, tag: str) -> tuple[str, str]:
    """Return what kind of day ``day`` is, and by what."""
    row, pending = calendar.row_of(day), calendar.pending(day)
    weekend = calendar.counting.basis(counting.WEEKEND, day)
    if row is not None and row.kind in OFF:
        return _('Ngày nghỉ: ${name}', mapping={'name': row.name_in(tag)}), row.source
    if row is not None and row.kind == WORKDAY_SWAP:
        return _('Ngày làm việc: ${name}', mapping={'name': row.name_in(tag)}), row.source
    if calendar.counting.is_weekend(day):
        return _('Nghỉ hằng tuần'), weekend
    if row is not None and row.kind == ORDINARY:
        return _('Ngày làm việc: ${name}', mapping={'name': row.name_in(tag)}), row.source
    if pending is not None:
        return _('Ngày làm việc: “${name}” chưa được công bố', mapping={
            'name': pending.name_in(tag)}), pending.source
    return _('Ngày làm việc'), weekend


def _after_hours(day: datetime.date, calendar: ICalendar, _tag: str) -> tuple[str, str]:
    office = calendar.counting.office(day)
    return _('Tiếp nhận sau giờ làm việc (${closes}), tính vào ngày làm việc tiếp theo', mapping={
        'closes': shown_time(office.closes)}), office.basis


def _running(day: datetime.date, calendar: ICalendar, tag: str) -> tuple[str, str]:
    law = calendar.counting.basis(counting.RUNNING, day)
    row = calendar.row_of(day)
    if row is not None and row.kind in OFF:
        return _('Tính cả ngày nghỉ: ${name}', mapping={'name': row.name_in(tag)}), (
            f'{law}; {row.source}')
    return _('Tính theo ngày liên tục'), law


def _moved(day: datetime.date, calendar: ICalendar, _tag: str) -> tuple[str, str]:
    return _('Ngày cuối của thời hạn là ngày nghỉ: thời hạn kết thúc vào ngày làm việc tiếp '
             'theo này'), calendar.counting.basis(counting.MOVED, day)


_WORDS = {Reason.WORKED: _day, Reason.OFF: _day, Reason.AFTER_HOURS: _after_hours,
          Reason.RUNNING: _running, Reason.MOVED: _moved}


#: Reasons that the calendar has a part in; of running days only the last is looked up.
_LOOKED_UP = frozenset({
    Reason.WORKED, Reason.OFF, Reason.AFTER_HOURS, Reason.MOVED, Reason.WINDOWS})


def remarks_on(steps: Sequence[DayStep], calendar: ICalendar, tag: str) -> Iterator[str]:
    """Yield what is not certain of the years and days of ``steps``: translatable sentences."""
    steps = [step for step in steps if step.reason in _LOOKED_UP
             or step.reason is Reason.RUNNING and step.date >= steps[-1].date]
    for year in sorted({step.date.year for step in steps}):
        if not calendar.announces_tet(year):
            yield _('Lịch nghỉ Tết ${year} chưa được công bố: các ngày dự kiến vẫn tính là ngày '
                    'làm việc, thời hạn có thể thay đổi khi có thông báo.',
                    mapping={'year': str(year)})
    for step in steps:
        pending = calendar.pending(step.date)
        if pending is not None and not calendar.counting.is_weekend(step.date):
            yield _('Ngày ${day} (${name}) chưa có văn bản công bố là ngày nghỉ, đang tính là '
                    'ngày làm việc.', mapping={
                        'day': shown_date(step.date, tag), 'name': pending.name_in(tag)})

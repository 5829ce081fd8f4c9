"""The figures of compliance as files and the API have them: rows of a CSV, values of JSON."""
import datetime
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ...base.i18n import _
from .details import why
from .figures import MonthFigures, site_values
from .interfaces import Indicator
from .league import Line
from .showing import number_of
from .values import EXCUSED, LATE, MET, MISSED, DutyCount, Month, SiteNow, Value
from .wording import OUTCOME_TITLES, WINDOW_TITLES

COLUMNS = (
    _('Tên trang'), _('Địa chỉ'), _('Loại trang'), _('Chuyên mục có nội dung'),
    _('Chuyên mục bắt buộc'), _('Chuyên mục còn trong hạn'), _('Chuyên mục có thời hạn'),
    _('Khung giờ đã đăng tin'), _('Khung giờ đã kết thúc'), _('Nghĩa vụ đúng hạn'),
    _('Nghĩa vụ đã đến hạn'), _('Chức năng đạt'), _('Chức năng đã kiểm tra'))
SITE_COLUMNS = (
    _('Nhóm'), _('Mã'), _('Tên'), _('Kết quả'), _('Ngày'), _('Số đạt'), _('Tổng số'),
    _('Lý do'))
_SECTION, _FUNCTION = _('Chuyên mục bắt buộc'), _('Chức năng tối thiểu')
_WINDOWS, _DUTIES = _('Khung giờ cập nhật'), _('Nghĩa vụ công bố')
_NEWS, _MISSED_WINDOW = _('Tin mới trong tháng'), _('Khung giờ cập nhật bị bỏ lỡ')
_BROKEN = _('Nghĩa vụ trễ hạn, chưa thực hiện hoặc được miễn')
#: Outcomes of duties that are told one by one, with why.
_TOLD = frozenset({LATE, MISSED, EXCUSED})
Json = dict[str, object]


class ComplianceRow(NamedTuple):
    """A row of the CSV of one site: what of how many was so.  ``group``: translatable.

    ``result``: in words, translatable.  ``day``: a day, or the month ``YYYY-MM``.
    ``part``: ``None`` of a single breach, which has its ``reason`` instead; ``whole``: ``None`` of
    an amount.  ``reason``: approved words, else whether there are some, translatable.
    """

    group: str
    code: str
    name: str
    result: str
    day: datetime.date | str | None
    part: int | None
    whole: int | None
    reason: str = ''


def row_of(line: Line, name: str, address: str, level: str) -> list[object]:
    """Return the row of a site in the CSV of all; ``level``: what its kind is called."""
    return [name, address, level, *line.filled, *line.fresh, *line.windows, *line.in_time,
            *line.working]


def site_rows(now: SiteNow, figures: MonthFigures) -> list[ComplianceRow]:
    """Return the rows of the CSV of one site, as ``SITE_COLUMNS`` has them."""
    shown = site_values(figures, now)
    month = figures.of(now.oid)
    return [
        *(ComplianceRow(_SECTION, each.code, name, state, each.newest, int(each.own), 1)
          for name, each, state, _fresh in shown.sections),
        *(ComplianceRow(_WINDOWS, '', '', '', day.day, day.kept, day.due) for day in month.days),
        *(ComplianceRow(_NEWS, part.code, WINDOW_TITLES.get(part.code, ''), '', figures.month,
                        part.came, None) for part in month.parts),
        *(row for each in month.duties for row in _duty_rows(each, figures.month)),
        *(ComplianceRow(_FUNCTION, each.code, name, result, each.day, int(each.met is True), 1)
          for name, each, result, *_row in shown.functions),
        *_breaches(month)]


def _duty_rows(count: DutyCount, month: str) -> Iterator[ComplianceRow]:
    """Yield how many duties of a rule came to what; those that are not judged have no whole."""
    for state, title in OUTCOME_TITLES.items():
        number: int = getattr(count, state)
        if number or state == MET:
            yield ComplianceRow(_DUTIES, count.rule, '', title, month, number,
                                count.judged if state in (MET, LATE, MISSED) else None)


def _breaches(month: Month) -> Iterator[ComplianceRow]:
    """Yield each window and each duty that was not kept, with why."""
    for window in month.missed:
        yield ComplianceRow(
            _MISSED_WINDOW, window.code, WINDOW_TITLES.get(window.code, ''), '', window.day,
            None, None, why(window))
    for duty in month.lines:
        if duty.state in _TOLD:
            yield ComplianceRow(_BROKEN, duty.rule, '', OUTCOME_TITLES[duty.state], duty.due,
                                None, None, why(duty))


def line_data(line: Line) -> Json:
    """Return a row of the table of all as JSON has it."""
    return {'level': line.level, 'sections': pair(line.filled), 'fresh': pair(line.fresh),
            'windows': pair(line.windows), 'duties': pair(line.in_time),
            'functions': pair(line.working)}


def site_data(now: SiteNow, months: Mapping[str, Month]) -> Json:
    """Return all that the snapshot has of a site, without its name."""
    return {
        'level': now.level, 'status': now.status,
        'sections': [{
            'code': each.code, 'present': each.present, 'filled': each.own, 'items': each.items,
            'newest': each.newest and each.newest.isoformat(), 'fresh': each.fresh}
            for each in now.sections],
        'functions': [{
            'code': each.code, 'checked_by': 'machine' if each.machine else 'declaration',
            'met': each.met, 'day': each.day and each.day.isoformat()} for each in now.functions],
        'months': {name: month_data(month) for name, month in months.items()}}


def month_data(month: Month) -> Json:
    """Return the sums of a month, and one by one what was missed and every duty, with why: the
    approved words alone.
    """
    return {
        'windows': pair(month.windows),
        'days': [{'day': day.day.isoformat(), 'ended': day.due, 'kept': day.kept}
                 for day in month.days],
        'news': [{'window': part.code, 'came': part.came} for part in month.parts],
        'duties': [count._asdict() for count in month.duties],
        'missed_windows': [{'day': each.day.isoformat(), 'window': each.code,
                            'reason': each.reason, 'words': each.words} for each in month.missed],
        'duty_list': [{'rule': each.rule, 'due': each.due.isoformat(), 'state': each.state,
                       'reason': each.reason, 'words': each.words} for each in month.lines]}


def pair(found: tuple[int, int]) -> Json:
    """Return a pair as JSON has it."""
    part, whole = found
    return {'part': part, 'whole': whole}


def indicator_data(row: Indicator, value: Value | None, tag: str) -> Json:
    """Return an indicator of a sheet: a share by its pair, an amount or seconds by a number."""
    known = value is not None and value.known
    found: Json = {
        'code': row.code, 'head': row.head, 'title': row.titles.get(tag, row.titles['vi']),
        'unit': row.unit, 'measured': known}
    if value is not None and known:
        found |= pair((value.part, value.whole)) if row.unit == 'percent' else {
            'value': number_of(row, value)}
    return {**found, 'how': row.how.get(tag, row.how['vi']), 'basis': row.basis,
            'certainty': row.certainty}

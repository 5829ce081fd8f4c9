"""The figures for machines: the table of sites as rows, and everything as JSON."""
from collections.abc import Mapping

from ...base.i18n import _
from .figures import Figures, site_values
from .league import Line
from .values import Month, SiteNow

COLUMNS = (
    _('Trang'), _('Địa chỉ'), _('Loại trang'), _('Chuyên mục có nội dung'),
    _('Chuyên mục bắt buộc'), _('Chuyên mục còn trong hạn'), _('Chuyên mục có thời hạn'),
    _('Khung giờ đã đăng tin'), _('Khung giờ đã kết thúc'), _('Nghĩa vụ đúng hạn'),
    _('Nghĩa vụ đã đến hạn'), _('Chức năng đạt'), _('Chức năng đã kiểm tra'))
SITE_COLUMNS = (
    _('Nhóm'), _('Mã'), _('Tên'), _('Kết quả'), _('Ngày'), _('Số đạt'), _('Tổng số'))
_SECTION, _FUNCTION = _('Chuyên mục bắt buộc'), _('Chức năng tối thiểu')
_WINDOWS, _DUTIES = _('Khung giờ cập nhật'), _('Nghĩa vụ công bố')
Json = dict[str, object]


def row_of(line: Line, name: str, address: str, level: str) -> list[object]:
    """Return the row of a site in the CSV of all; ``level``: what its kind is called."""
    return [name, address, level, *line.filled, *line.fresh, *line.windows, *line.in_time,
            *line.working]


def site_rows(now: SiteNow, figures: Figures) -> list[tuple[object, ...]]:
    """Return the rows of the CSV of one site, as ``SITE_COLUMNS`` has them."""
    shown = site_values(figures, now)
    month = figures.of(now.oid)
    return [
        *((_SECTION, each.code, name, state, each.newest, int(each.own), 1)
          for name, each, state, _fresh in shown.sections),
        *((_WINDOWS, '', '', '', day.day, day.kept, day.due) for day in month.days),
        *((_DUTIES, each.rule, '', '', figures.month, each.met, each.judged)
          for each in month.duties),
        *((_FUNCTION, each.code, name, result, each.day, int(each.met is True), 1)
          for name, each, result, _basis in shown.functions)]


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
    """Return the sums of a month."""
    return {
        'windows': pair(month.windows),
        'days': [{'day': day.day.isoformat(), 'ended': day.due, 'kept': day.kept}
                 for day in month.days],
        'duties': [count._asdict() for count in month.duties],
        'missed_windows': [{'day': each.day.isoformat(), 'window': each.code,
                            'reason': each.reason} for each in month.missed]}


def pair(found: tuple[int, int]) -> Json:
    """Return a pair as JSON has it."""
    part, whole = found
    return {'part': part, 'whole': whole}

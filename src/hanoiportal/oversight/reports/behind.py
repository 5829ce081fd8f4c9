"""What stands behind a figure, as a list: what the report counted, and what came afterwards."""
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...base.i18n import _
from ...base.periods import Period
from .figures import ReportFigures
from .interfaces import CASES, DUTIES, INNER, LEDGER, RATINGS, VISITS, Counted
from .scope import Happening, Name

if TYPE_CHECKING:
    from ...base.interfaces import ISite

_KEPT = _('Sổ sự kiện không mất sự kiện nào, trừ khi dữ liệu được khôi phục từ bản sao lưu.')
#: Why the list may differ from what the report says, by the source of the figure.
WHY = {
    LEDGER: _KEPT, INNER: _KEPT,
    DUTIES: _('Thời hạn được tính lại khi lịch nghỉ hoặc ngày phát sinh được sửa sau đó.'),
    CASES: _('Số liệu hồ sơ là số liệu hiện nay: bước giải quyết ghi nhận sau cũng được tính.'),
    RATINGS: _('Lượt đánh giá là số liệu hiện nay: lượt trong kỳ ghi nhận sau cũng được tính.'),
    VISITS: _('Lượt truy cập là số liệu hiện nay: lượt trong kỳ ghi nhận sau cũng được tính.')}


class Lines(NamedTuple):
    """``rows``: what is counted; ``total``: how much; ``later``: what came afterwards."""

    rows: list[Happening]
    total: int
    later: list[Happening]


def lines_of(figures: ReportFigures, site: ISite, period: Period, counted: Counted,
             name: Name) -> Lines:
    """Return what the figure ``name`` of ``site`` counts, the latest first."""
    scope = figures.scope(site, period, counted.at, counted.last, counted.inner)
    found = sorted(figures.behind(scope, name), key=lambda each: each.moment, reverse=True)
    rows = [each for each in found if not each.is_late]
    return Lines(rows, sum(each.times for each in rows), [each for each in found if each.is_late])

"""A report as its page shows it."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ...base.bars import HIGH, WIDE
from ...base.clock import moment, shown_date
from ...base.i18n import _
from ...base.numbers import grouped
from ...base.periods import Period
from .drafting import BROKEN, MOST
from .interfaces import (
    APPROVED,
    DRAFTED,
    FAULTS,
    PROPOSALS,
    RECOUNTED,
    RESULTS,
    RETURNED,
    SAVED,
    SENT,
    SUBMITTED,
    Content,
    Report,
)
from .rows import DRAWN, NO_FIGURES, Titles, bars, figure_rows, month, signed
from .words import SOURCES, ReportWords

PART_TITLES = {
    RESULTS: _('Kết quả hoạt động'),
    FAULTS: _('Việc không thực hiện đúng thời hạn và nguyên nhân'),
    PROPOSALS: _('Kiến nghị')}
#: What the events of a report are called.
EVENT_TITLES = {
    DRAFTED: _('Lập báo cáo'), SAVED: _('Sửa báo cáo'), RECOUNTED: _('Tính lại số liệu'),
    SUBMITTED: _('Trình Trưởng Ban phê duyệt'), APPROVED: _('Phê duyệt'), SENT: _('Gửi báo cáo'),
    RETURNED: _('Trả lại')}
#: What the table of sites shows of each.
OF_SITES = (DRAWN, *BROKEN)


class ReportHappening(NamedTuple):
    """Something that happened to a report: ``what`` is translatable."""

    what: str
    who: str
    when: str
    text: str


def happenings(report: Report, called: Callable[[str], str]) -> list[ReportHappening]:
    """Return what happened, the latest first; ``called``: gives the name of an account."""
    return [ReportHappening(EVENT_TITLES[each.kind], called(each.actor), moment(each.moment),
                            each.text) for each in reversed(report.events)]


def page_of(content: Content, period: Period, words: ReportWords, titles: Titles,
            tag: str) -> Mapping[str, object]:
    """Return what the page shows of the figures of ``content``."""
    counted, drawn = content.counted, bars(content.counted, period.months())
    shown = [name for name in OF_SITES if name in words.figures]
    return {
        'groups': [(SOURCES[source], [
            (row.name, row.title, grouped(row.value, tag),
             NO_FIGURES if row.before is None else grouped(row.before, tag),
             signed(row.change, tag),
             [(str(name), titles(name), grouped(value, tag)) for name, value in row.parts])
            for row in rows]) for source, rows in figure_rows(counted, words, tag).items()],
        'bars': [each.at for each in drawn], 'width': WIDE, 'height': HIGH, 'drawn': DRAWN,
        'months': [(f'{DRAWN}:month:{each.month}', month(each.month), grouped(each.value, tag))
                   for each in drawn],
        'faults': [(shown_date(each.day, tag), each.what, each.reason)
                   for each in counted.faults[:MOST]],
        'more_faults': max(0, len(counted.faults) - MOST),
        'site_titles': [words.figures[name].title_in(tag) for name in shown],
        'sites': [(titles.place(oid), [grouped(values.get(name, 0), tag) for name in shown])
                  for oid, values in counted.sites.items()],
        'span': (shown_date(period.first, tag), shown_date(period.last, tag)),
        'span_before': (shown_date(period.before.first, tag), shown_date(
            period.before.last, tag)),
        'unexplained': [(shown_date(each.day, tag), each.what)
                        for each in counted.faults if not each.reason],
        'is_over': period.is_over(counted.at)}

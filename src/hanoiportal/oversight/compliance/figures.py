"""What the pages show of a snapshot, before it has names and addresses."""
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import NamedTuple, TypeVar

from ...base.i18n import _
from ...base.months import first_day
from ...base.numbers import grouped
from .details import DUTIES, FUNCTIONS, SECTIONS, WINDOWS, Details
from .indicators import OF_MONTHS
from .interfaces import IComplianceRules, Indicator
from .league import Line, complete, lines, total
from .months import months_of
from .resource import Snapshot
from .showing import Bar, bars
from .tables import in_force
from .values import OUTCOMES, FunctionFigure, Month, SectionFigure, SiteNow, Value
from .wording import (
    CERTAINTIES,
    FRESH,
    HEAD_TITLES,
    OUTCOME_TITLES,
    WINDOW_TITLES,
    freshness,
    function_result,
    section_state,
)

#: What an indicator and its value are shown as.
Shown = TypeVar('Shown')
#: The object id that stands for all sites.
ALL = 0
#: What an address asks for that lists what a figure counts: by what indicators are computed of, in
#: the order of the columns of the table of all sites.
LISTS = {
    'sections_filled': f'muc={SECTIONS}', 'sections_fresh': f'muc={SECTIONS}&ket-qua={FRESH}',
    'windows_kept': f'muc={WINDOWS}', 'duties_met': f'muc={DUTIES}',
    'functions_met': f'muc={FUNCTIONS}'}


class MonthFigures:
    """The figures of ``snapshot`` in ``month``, ``YYYY-MM`` or ``''``, in the language ``tag``."""

    def __init__(self, snapshot: Snapshot, rules: IComplianceRules, month: str,
                 tag: str) -> None:
        self.snapshot, self.rules, self.month, self.tag = snapshot, rules, month, tag

    @cached_property
    def lines(self) -> list[Line]:
        """The table of all sites."""
        return lines(self.snapshot.all_rows(), self.snapshot.rows_of(self.month))

    @cached_property
    def details(self) -> Details:
        """The lists that figures lead to."""
        return Details(self.snapshot, self.rules)

    @cached_property
    def quarters(self) -> list[str]:
        """The quarters of which sheets are kept, the latest first."""
        return sorted({quarter for quarter, oid in self.snapshot.quarters if oid == ALL},
                      reverse=True)

    def of(self, oid: int) -> Month:
        """Return the month of a site, of all sites for 0."""
        return self.snapshot.month(oid, self.month)

    def sheet(self, quarter: str, oid: int, show: Callable[
            [Indicator, Value | None, str], Shown]) -> list[tuple[str, list[Shown]]]:
        """Return the indicators in force at the end of ``quarter`` below what they measure, each
        as ``show`` puts it and its value into a language.
        """
        if not quarter:
            return []
        values = {value.code: value for value in self.snapshot.sheet(quarter, oid)}
        rows = in_force(self.rules.indicators, first_day(months_of(quarter)[-1]))
        return [(title, [show(row, values.get(row.code), self.tag)
                         for row in rows if row.head == head])
                for head, title in HEAD_TITLES.items()]

    def name_of(self, code: str, titles: dict[str, dict[str, str]]) -> str:
        """Return what ``code`` is called among ``titles``, else the code."""
        found = titles.get(code, {})
        return found.get(self.tag, found.get('vi', code))


def list_queries(month: str) -> list[str]:
    """Return what addresses of lists ask for, for each share in the table of all sites."""
    return [f'{query}&thang={month}' if computed in OF_MONTHS else query
            for computed, query in LISTS.items()]


def indicator_queries(indicators: Iterable[Indicator], quarter: str, *,
                      is_running: bool) -> dict[str, str]:
    """Return the same for indicators of ``quarter`` that count what can be listed, by code.

    ``is_running``: whether it has not ended; what is told of the moment is listed only then.
    """
    return {each.code: f'{LISTS[each.computed]}&quy={quarter}'
            if each.computed in OF_MONTHS else LISTS[each.computed]
            for each in indicators if each.computed in LISTS
            and (is_running or each.computed in OF_MONTHS)}


def duty_rows(month: Month) -> list[tuple[str, list[tuple[str, int]]]]:
    """Return the rule and the number of each outcome of the duties of ``month``."""
    return [(count.rule, list(zip(OUTCOMES, count.outcomes, strict=True)))
            for count in month.duties]


class CityValues(NamedTuple):
    """What the page of the city shows of all sites.  ``counts``: kind of list, pair, words."""

    is_known: bool
    bars: list[Bar]
    summary: str
    counts: list[tuple[str, tuple[int, int], str]]
    outcomes: list[tuple[str, str]]
    duties: list[tuple[str, list[tuple[str, int]]]]
    parts_of: list[tuple[str, str]]
    is_city: bool = True


class SiteValues(NamedTuple):
    """What the page of a site shows.

    ``sections``: name, figure, state, freshness.  ``functions``: name, figure, result, basis,
    certainty of the row.
    ``missed``: number of windows.
    """

    bars: list[Bar]
    missed: int
    counts: list[tuple[str, tuple[int, int], str]]
    outcomes: list[tuple[str, str]]
    duties: list[tuple[str, list[tuple[str, int]]]]
    parts_of: list[tuple[str, str]]
    sections: list[tuple[str, SectionFigure, str, str]]
    functions: list[tuple[str, FunctionFigure, str, str, str]]
    is_city: bool = False


def city_values(figures: MonthFigures) -> CityValues:
    """Return what the page of the city shows."""
    found, month, tag = figures.lines, figures.of(ALL), figures.tag
    filled = [line.filled for line in found]
    said = {'sites': grouped(len(found), tag), 'complete': grouped(complete(filled), tag)}
    summary = _('Trong ${sites} trang đang hoạt động, ${complete} trang có đủ các chuyên mục '
                'bắt buộc.', mapping=said) if complete(filled) else _(
        'Trong ${sites} trang đang hoạt động, chưa trang nào có đủ các chuyên mục bắt buộc.',
        mapping=said)
    counts = _counts(total(filled), month.windows, month.in_time,
                     total(line.working for line in found))
    return CityValues(bool(found), bars(month.days, tag), summary, counts,
                      list(OUTCOME_TITLES.items()), duty_rows(month), part_rows(month, tag))


def site_values(figures: MonthFigures, now: SiteNow) -> SiteValues:
    """Return what the page of a site shows."""
    month, tag = figures.of(now.oid), figures.tag
    sections = {each.code: dict(each.titles) for each in figures.rules.sections}
    rows = {row.code: row for row in figures.rules.functions}
    titles = {code: dict(row.titles) for code, row in rows.items()}
    return SiteValues(
        bars(month.days, tag), len(month.missed),
        _counts(now.filled, month.windows, month.in_time, now.working),
        list(OUTCOME_TITLES.items()), duty_rows(month), part_rows(month, tag),
        [(figures.name_of(each.code, sections), each, section_state(each), freshness(each))
         for each in now.sections],
        [(figures.name_of(each.code, titles), each, function_result(each),
          *((rows[each.code].basis, CERTAINTIES[rows[each.code].certainty])
            if each.code in rows else ('', ''))) for each in now.functions])


def part_rows(month: Month, tag: str) -> list[tuple[str, str]]:
    """Return what each part of the days of ``month`` is called, and how much was new in it, as
    the language ``tag`` writes numbers.
    """
    return [(WINDOW_TITLES.get(part.code, part.code), grouped(part.came, tag))
            for part in month.parts if part.came]


def _counts(filled: tuple[int, int], windows: tuple[int, int], duties: tuple[int, int],
            working: tuple[int, int]) -> list[tuple[str, tuple[int, int], str]]:
    """Return the kind of list, the pair and the words of each headline figure."""
    return [
        (SECTIONS, filled, _('chuyên mục bắt buộc có nội dung')),
        (WINDOWS, windows, _('khung giờ trong tháng đã đăng tin')),
        (DUTIES, duties, _('nghĩa vụ đến hạn trong tháng được thực hiện đúng hạn')),
        (FUNCTIONS, working, _('chức năng tối thiểu đạt khi máy kiểm tra'))]

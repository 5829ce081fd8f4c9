"""What each figure counts, one by one: lists for the pages that the figures lead to."""
import datetime
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import NamedTuple

from ...base.i18n import _
from .interfaces import IComplianceRules
from .resource import Snapshot
from .values import (
    ACTIVE,
    MISSED,
    OUTCOMES,
    STATED,
    DutyResult,
    FunctionFigure,
    Month,
    SectionFigure,
    SiteNow,
    WindowResult,
)
from .wording import (
    EVERY,
    FUNCTION_TITLES,
    KEPT,
    OUTCOME_TITLES,
    SECTION_TITLES,
    UPDATE_TITLES,
    WINDOW_TITLES,
    freshness,
    function_outcome,
    function_result,
    section_outcomes,
    section_state,
)

#: Kinds of lists, as addresses have them.
SECTIONS, WINDOWS, DUTIES, FUNCTIONS = KINDS = (
    'chuyen-muc', 'khung-gio', 'nghia-vu', 'chuc-nang')
#: Those that are of one month.
MONTHLY = frozenset({WINDOWS, DUTIES})
TITLES = {
    SECTIONS: _('Chuyên mục bắt buộc'), WINDOWS: _('Khung giờ cập nhật'),
    DUTIES: _('Nghĩa vụ công bố đến hạn'), FUNCTIONS: _('Chức năng tối thiểu')}
#: What the things of each list can have come to; the first of them is what the figure counts.
OUTCOMES_OF = {
    SECTIONS: SECTION_TITLES, WINDOWS: UPDATE_TITLES, DUTIES: OUTCOME_TITLES,
    FUNCTIONS: FUNCTION_TITLES}
COLUMNS = {
    SECTIONS: (_('Chuyên mục'), _('Tình trạng'), _('Tin mới nhất'), _('Thời hạn cập nhật')),
    WINDOWS: (_('Ngày'), _('Khung giờ'), _('Kết quả'), _('Lý do')),
    DUTIES: (_('Hạn'), _('Quy định'), _('Văn bản'), _('Kết quả'), _('Nội dung đã đăng'),
             _('Lý do')),
    FUNCTIONS: (_('Chức năng'), _('Kết quả'), _('Ngày kiểm tra hoặc khai báo'))}
OPEN = _('Mở')
NO_REASON = _('Chưa có lý do')
STATED_REASON = _('Đã có lý do, chưa được phê duyệt để công bố')


class Opened(NamedTuple):
    """A link in a list.  ``path``: of the item in the portal."""

    path: str


class RuleCode(NamedTuple):
    """A rule in a list, by its code."""

    code: str


class ReasonWords(NamedTuple):
    """The approved words of a reason in a list, in Vietnamese."""

    text: str


#: What stands in a cell: text, translatable or not; a local day; a link; a rule; words.
CellValue = str | datetime.date | Opened | RuleCode | ReasonWords


class Item(NamedTuple):
    """A line of a list.  ``oid``: object id of the site.  ``cells``: as ``COLUMNS`` has them."""

    oid: int
    cells: tuple[CellValue, ...]


class ListQuery(NamedTuple):
    """What a list is asked for.  ``months``: ``YYYY-MM`` of each.  ``outcome``: one of those of
    its kind, or ``EVERY``; ``rule``, ``code``: ``''`` for all.  ``tag``: BCP 47 of the language of
    names.
    """

    kind: str
    months: tuple[str, ...]
    tag: str
    outcome: str = EVERY
    rule: str = ''
    code: str = ''

    def takes(self, *outcomes: str) -> bool:
        """Return whether something that has come to ``outcomes`` belongs to the list."""
        return self.outcome == EVERY or self.outcome in outcomes


class Details:
    """The lists of ``sites``, object ids, in ``snapshot``; ``rules`` have the names."""

    def __init__(self, snapshot: Snapshot, rules: IComplianceRules) -> None:
        self._snapshot = snapshot
        self._sections = {each.code: each.titles for each in rules.sections}
        self._functions = {each.code: each.titles for each in rules.functions}

    def items(self, asked: ListQuery, sites: Iterable[int]) -> list[Item]:
        """Return the ``Item`` of each thing that is ``asked`` for, by sites in their order."""
        makers = {SECTIONS: self._of_sections, FUNCTIONS: self._of_functions,
                  WINDOWS: self._of_windows, DUTIES: self._of_duties}
        return [Item(oid, cells) for oid in sites for cells in makers[asked.kind](asked, oid)]

    def _of_sections(self, asked: ListQuery, oid: int) -> Iterator[tuple[CellValue, ...]]:
        for each in self._now(oid).sections:
            if asked.takes(*section_outcomes(each)) and asked.code in ('', each.code):
                yield self._section(each, asked.tag)

    def _section(self, each: SectionFigure, tag: str) -> tuple[CellValue, ...]:
        return (_in(self._sections.get(each.code), tag, each.code), section_state(each),
                each.newest or '', freshness(each))

    def _of_functions(self, asked: ListQuery, oid: int) -> Iterator[tuple[CellValue, ...]]:
        for each in self._now(oid).functions:
            if asked.takes(function_outcome(each)) and asked.code in ('', each.code):
                yield self._function(each, asked.tag)

    def _function(self, each: FunctionFigure, tag: str) -> tuple[CellValue, ...]:
        return (_in(self._functions.get(each.code), tag, each.code), function_result(each),
                each.day or '')

    def _of_windows(self, asked: ListQuery, oid: int) -> Iterator[tuple[CellValue, ...]]:
        for name in asked.months:
            month = self._snapshot.month(oid, name)
            found = _kept(month) if asked.takes(KEPT) else []
            if asked.takes(MISSED):
                found += [(each.day, each.code, MISSED, _reason(each)) for each in month.missed]
            for day, code, outcome, reason in sorted(found, key=itemgetter(0)):
                yield day, WINDOW_TITLES.get(code, code), UPDATE_TITLES[outcome], reason

    def _of_duties(self, asked: ListQuery, oid: int) -> Iterator[tuple[CellValue, ...]]:
        for each in (each for name in asked.months
                     for each in self._snapshot.month(oid, name).lines):
            if asked.rule in ('', each.rule) and asked.takes(each.state):
                yield (each.due, RuleCode(each.rule), each.document, OUTCOME_TITLES[each.state],
                       Opened(each.path) if each.path else '',
                       _reason(each) if each.state in OUTCOMES[1:4] else '')

    def _now(self, oid: int) -> SiteNow:
        return self._snapshot.site(oid) or SiteNow(oid, '', ACTIVE)


def _kept(month: Month) -> list[tuple[datetime.date, str, str, CellValue]]:
    """Return day and code of each window that was kept; no code where it is not known any more."""
    return [(day.day, code, KEPT, '') for day in month.days
            for code in day.codes or ('',) * day.kept]


def why(each: WindowResult | DutyResult) -> str:
    """Return why: the approved words, else the code, else that nobody has said so yet."""
    return each.words or (STATED_REASON if each.reason == STATED else each.reason) or NO_REASON


def _reason(each: WindowResult | DutyResult) -> CellValue:
    return ReasonWords(each.words) if each.words else why(each)


def _in(titles: Mapping[str, str] | None, tag: str, code: str) -> str:
    return code if titles is None else titles.get(tag, titles['vi'])

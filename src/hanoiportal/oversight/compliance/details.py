"""What each figure counts, one by one: lists for the pages that the figures lead to."""
import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ...base.i18n import _
from .interfaces import IComplianceRules
from .resource import Snapshot
from .values import (
    ACTIVE,
    OUTCOMES,
    STATED,
    DutyResult,
    FunctionFigure,
    SectionFigure,
    SiteNow,
    WindowResult,
)
from .wording import OUTCOME_TITLES, WINDOW_TITLES, freshness, function_result, section_state

#: Kinds of lists, as addresses have them.
SECTIONS, WINDOWS, DUTIES, FUNCTIONS = KINDS = (
    'chuyen-muc', 'khung-gio', 'nghia-vu', 'chuc-nang')
#: Those that are of one month.
MONTHLY = frozenset({WINDOWS, DUTIES})
TITLES = {
    SECTIONS: _('Chuyên mục bắt buộc chưa có nội dung hoặc đã quá hạn cập nhật'),
    WINDOWS: _('Khung giờ cập nhật bị bỏ lỡ'),
    DUTIES: _('Nghĩa vụ công bố đến hạn'),
    FUNCTIONS: _('Chức năng tối thiểu chưa đạt hoặc chưa khai báo')}
COLUMNS = {
    SECTIONS: (_('Chuyên mục'), _('Tình trạng'), _('Tin mới nhất'), _('Thời hạn cập nhật')),
    WINDOWS: (_('Ngày'), _('Khung giờ'), _('Lý do')),
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
    """What a list is asked for.  ``month``: ``YYYY-MM``; ``rule``, ``outcome``, ``code``: ``''``
    for all.  ``tag``: BCP 47 of the language of names.
    """

    kind: str
    month: str
    tag: str
    rule: str = ''
    outcome: str = ''
    code: str = ''


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
            if (not each.own or each.fresh is False) and asked.code in ('', each.code):
                yield self._section(each, asked.tag)

    def _section(self, each: SectionFigure, tag: str) -> tuple[CellValue, ...]:
        return (_in(self._sections.get(each.code), tag, each.code), section_state(each),
                each.newest or '', freshness(each))

    def _of_functions(self, asked: ListQuery, oid: int) -> Iterator[tuple[CellValue, ...]]:
        for each in self._now(oid).functions:
            if each.met is not True and asked.code in ('', each.code):
                yield self._function(each, asked.tag)

    def _function(self, each: FunctionFigure, tag: str) -> tuple[CellValue, ...]:
        return (_in(self._functions.get(each.code), tag, each.code), function_result(each),
                each.day or '')

    def _of_windows(self, asked: ListQuery, oid: int) -> Iterator[tuple[CellValue, ...]]:
        for each in self._snapshot.month(oid, asked.month).missed:
            yield each.day, WINDOW_TITLES.get(each.code, each.code), _reason(each)

    def _of_duties(self, asked: ListQuery, oid: int) -> Iterator[tuple[CellValue, ...]]:
        for each in self._snapshot.month(oid, asked.month).lines:
            if asked.rule in ('', each.rule) and asked.outcome in ('', each.state):
                yield (each.due, RuleCode(each.rule), each.document, OUTCOME_TITLES[each.state],
                       Opened(each.path) if each.path else '',
                       _reason(each) if each.state in OUTCOMES[1:4] else '')

    def _now(self, oid: int) -> SiteNow:
        return self._snapshot.site(oid) or SiteNow(oid, '', ACTIVE)


def why(each: WindowResult | DutyResult) -> str:
    """Return why: the approved words, else the code, else that nobody has said so yet."""
    return each.words or (STATED_REASON if each.reason == STATED else each.reason) or NO_REASON


def _reason(each: WindowResult | DutyResult) -> CellValue:
    return ReasonWords(each.words) if each.words else why(each)


def _in(titles: Mapping[str, str] | None, tag: str, code: str) -> str:
    return code if titles is None else titles.get(tag, titles['vi'])

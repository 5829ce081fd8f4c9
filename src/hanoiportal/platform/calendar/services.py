"""``ICalendarKeeping``: entering rows, and what they move."""
import datetime
from collections.abc import Iterator, Mapping, Sequence

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.clock import local
from ...base.deadlines.engine import compute
from ...base.deadlines.interfaces import (
    COMPENSATORY,
    DAYOFF_SWAP,
    KINDS,
    OFFICIAL,
    ORDINARY,
    STATUSES,
    WORKDAY_SWAP,
    DayRow,
    ICalendar,
    IDeadlineRules,
    NoDeadline,
)
from ...base.deadlines.owndays import in_working_days
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal
from ...base.permissions import MANAGE_SITE, NOT_ALLOWED, Allowed
from ...kernel.tree.events import Action, send
from ...kernel.tree.lookup import find_portal
from .interfaces import (
    BadTable,
    CalendarChanged,
    CannotEnter,
    ICalendarKeeping,
    IOpenDeadlines,
    Moved,
    OpenDeadline,
)
from .known import Calendars
from .resource import EnteredRow, add_row

LONGEST_NAME, LONGEST_BASIS = 200, 500
#: Years that an operator can enter a day of, around today.
MOST_YEARS = 10
ENTER = 'enter_calendar_row'


@implementer(ICalendarKeeping)
class CalendarKeeping:
    """``ICalendarKeeping`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed) -> None:
        self._registry = registry
        self._portal = portal
        self._allowed = allowed
        self._calendars = Calendars(registry)(portal)

    def enter(self, row: DayRow, actor: str, replace: bool = False) -> EnteredRow:
        self._require_right()
        reasons = self.problems(row, replace)
        if reasons:
            raise CannotEnter(reasons)
        return self._add([row], actor)[0]

    def enter_table(self, rows: Mapping[int, DayRow], actor: str,
                    replace: bool = False) -> list[EnteredRow]:
        self._require_right()
        problems = [(line, why) for line, row in rows.items()
                    for why in self.problems(row, replace).values()]
        lines = {row.date: line for line, row in reversed(list(rows.items()))}
        problems += [(line, _('Ngày này đã có ở dòng ${line}.', mapping={'line': lines[row.date]}))
                     for line, row in rows.items() if lines[row.date] != line]
        if problems:
            raise BadTable(problems)
        return self._add(list(rows.values()), actor)

    def _require_right(self) -> None:
        if not self._allowed(MANAGE_SITE, self._portal):
            raise CannotEnter({'': NOT_ALLOWED})

    def _add(self, rows: Sequence[DayRow], actor: str) -> list[EnteredRow]:
        now = self._registry.getUtility(IClock).now()
        entered = [add_row(self._portal, row, actor, now) for row in rows]
        notify = send(self._registry)
        for each in entered:
            notify(Action(self._portal, ENTER, actor, why=each.basis, number=each.number,
                          day=each.date.isoformat(), kind=each.kind, status=each.status))
        notify(CalendarChanged(self._portal, entered, actor))
        return entered

    def problems(self, row: DayRow, replace: bool = False) -> dict[str, str]:
        found = dict(self._faults(row))
        return found or dict(self._contradictions(row, replace))

    def _faults(self, row: DayRow) -> Iterator[tuple[str, str]]:
        today = local(self._registry.getUtility(IClock).now()).date()
        yield from _texts(row)
        if abs(row.date.year - today.year) > MOST_YEARS:
            yield 'date', _('Năm phải cách năm nay không quá ${most} năm.',
                            mapping={'most': MOST_YEARS})
        if row.kind not in KINDS:
            yield 'kind', _('Hãy chọn loại ngày.')
        if row.status not in STATUSES:
            yield 'status', _('Hãy chọn tình trạng.')
        if row.known_since is None or row.known_since > today:
            yield 'known_since', _('Ngày biết thông báo không được ở tương lai.')

    def _contradictions(self, row: DayRow, replace: bool) -> Iterator[tuple[str, str]]:
        calendar = self._calendars.known_on()
        is_weekend = calendar.counting.is_weekend(row.date)
        if row.kind == WORKDAY_SWAP and not is_weekend:
            yield 'kind', _('Ngày này vốn là ngày làm việc: không phải làm bù.')
        elif row.kind in (DAYOFF_SWAP, COMPENSATORY) and is_weekend:
            yield 'kind', _('Ngày này vốn là ngày nghỉ hằng tuần.')
        there = calendar.row_of(row.date)
        if there is None:
            if row.kind == ORDINARY:
                yield 'kind', _('Ngày này không có dòng nào để bãi bỏ.')
        elif not replace:
            yield 'date', _(
                'Lịch đã có dòng chính thức của ngày này: “${name}” (${source}). Nếu văn bản mới '
                'thay dòng đó, hãy chọn “Có” ở mục “Thay dòng đã có”.',
                mapping={'name': there.name_vi, 'source': there.source})
        elif row.status != OFFICIAL:
            yield 'status', _('Chỉ dòng đã công bố mới thay được dòng chính thức.')

    def moved_by(self, rows: Sequence[DayRow]) -> list[Moved]:
        rules = self._registry.getUtility(IDeadlineRules)
        before, after = self._calendars.known_on(), self._calendars.with_rows(rows)
        found = [Moved(each, _due(each, rules, before), _due(each, rules, after))
                 for _name, feature in self._registry.getUtilitiesFor(IOpenDeadlines)
                 for each in feature.open_deadlines(self._portal)]
        return sorted((each for each in found if each.before != each.after), key=_earliest)


def _texts(row: DayRow) -> Iterator[tuple[str, str]]:
    if not row.basis.strip():
        yield 'basis', _('Hãy nêu văn bản làm căn cứ.')
    if not row.name_vi.strip():
        yield 'name_vi', _('Hãy nhập tên ngày.')
    for name, text, most in (('name_vi', row.name_vi, LONGEST_NAME),
                             ('name_en', row.name_en, LONGEST_NAME),
                             ('basis', row.basis, LONGEST_BASIS)):
        if len(text) > most:
            yield name, _('Dài quá ${max} ký tự.', mapping={'max': most})


def _due(deadline: OpenDeadline, rules: IDeadlineRules,
         calendar: ICalendar) -> datetime.datetime | None:
    if deadline.days:
        return in_working_days(deadline.days, deadline.trigger, calendar).due
    try:
        rule = rules.rule(deadline.rule, deadline.trigger)
        return compute(rule, deadline.trigger, calendar, pauses=deadline.pauses).due
    except NoDeadline:
        return None


def _earliest(moved: Moved) -> datetime.datetime:
    return min(each for each in (moved.before, moved.after) if each is not None)


def keeping_service(request: Request) -> CalendarKeeping:
    """Return the ``ICalendarKeeping`` for ``request``."""
    return CalendarKeeping(request.registry, find_portal(request.root), request.has_permission)

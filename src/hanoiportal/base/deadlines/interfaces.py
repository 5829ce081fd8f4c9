"""What deadlines and the calendar promise."""
from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zope.interface import Attribute, Interface

from ..dated import Dated
from ..i18n import _

if TYPE_CHECKING:
    from .counting import Counting

#: Units of ``deadline_rules.csv``.  At once: the due moment is the trigger itself.
IMMEDIATE, ON_CHANGE, ON_REQUEST = 'immediate', 'on_change', 'on_request'
#: The working day of the trigger, by the office hours.
SAME_WORKING_DAY = 'same_working_day'
#: So many days after the day of the trigger, which is not counted.
WORKING_DAY, CALENDAR_DAY = 'working_day', 'calendar_day'
#: So many times sixty minutes, days off too.
HOUR = 'hour'
#: So many working days must lie between the act and the moment that is given.
WORKING_DAY_BEFORE = 'working_day_before'
#: So many times in a period; due is the end of the part of the period that the trigger is in.
PER_WEEK, PER_MONTH, PER_YEAR = 'per_week', 'per_month', 'per_year'
#: So many windows of a day; due is the end of the day.
PER_CALENDAR_DAY, PER_WORKING_DAY = 'per_calendar_day', 'per_working_day'
UNITS = frozenset({
    IMMEDIATE, ON_CHANGE, ON_REQUEST, SAME_WORKING_DAY, WORKING_DAY, CALENDAR_DAY, HOUR,
    WORKING_DAY_BEFORE, PER_WEEK, PER_MONTH, PER_YEAR, PER_CALENDAR_DAY, PER_WORKING_DAY})

#: Kinds of rows of the calendar: days off; days of a weekend that are worked; and a row that
#: takes back an earlier one, after which the day is what the week makes of it.
HOLIDAY, COMPENSATORY, DAYOFF_SWAP = 'holiday', 'compensatory', 'dayoff_swap'
WORKDAY_SWAP, ORDINARY = 'workday_swap', 'ordinary'
#: What each is called.
KINDS = {
    HOLIDAY: _('Nghỉ lễ, tết'), COMPENSATORY: _('Nghỉ bù'),
    DAYOFF_SWAP: _('Nghỉ hoán đổi'), WORKDAY_SWAP: _('Làm bù'),
    ORDINARY: _('Ngày bình thường (bãi bỏ dòng trước)')}
OFF = frozenset({HOLIDAY, COMPENSATORY, DAYOFF_SWAP})
#: Status of a row: only what is official changes a day.  An option is one of several plans.
OFFICIAL, EXPECTED, OPTION = 'official', 'expected', 'option'
STATUSES = {OFFICIAL: _('Đã công bố'), EXPECTED: _('Dự kiến'), OPTION: _('Phương án')}

#: A term stands still on every local day from that of the first moment to that of the second,
#: both aware; in hours it stands still for exactly that time.
Pause = tuple[datetime.datetime, datetime.datetime]


class NoDeadline(LookupError):
    """No due moment can be told.  ``reason``: a translatable sentence for people."""

    def __init__(self, told: str, reason: str) -> None:
        super().__init__(told)
        self.reason = reason


class CalendarEnds(NoDeadline):
    """The calendar has no row of ``year``; ``args[0]`` says so to the operator."""

    def __init__(self, year: int) -> None:
        super().__init__(f'the calendar has no row of {year}', _(
            'Lịch ngày nghỉ chưa có dòng nào của năm ${year}, nên không tính được thời hạn.',
            mapping={'year': str(year)}))
        self.year = year


class NoRule(NoDeadline):
    """There is no rule of that code, or none is in force on the day of the trigger."""


@dataclass(frozen=True, kw_only=True)
class DayRow:
    """A row of the calendar: what a paper says of one local ``date``.

    ``known_since``: the first local day on which the paper was known; ``None``: from the
    beginning.  ``basis``: the law or paper.  ``origin``: where the row stands, or what it still
    waits for.
    """

    date: datetime.date
    kind: str
    name_vi: str
    name_en: str = ''
    status: str = OFFICIAL
    known_since: datetime.date | None = None
    basis: str = ''
    origin: str = ''

    @property
    def source(self) -> str:
        """The paper and the place of the row, in Vietnamese."""
        return '; '.join(filter(None, (self.basis, self.origin)))

    def name_in(self, tag: str) -> str:
        """Return what the day is called in the language ``tag``, else in Vietnamese."""
        return self.name_en if tag == 'en' and self.name_en else self.name_vi


@dataclass(frozen=True, kw_only=True)
class DeadlineRule(Dated):
    """Quy tắc thời hạn: one row of ``deadline_rules.csv``.

    ``limit``: how many of ``unit``, one of ``UNITS``.  ``what``: what is to be done;
    ``starts_at``: from when; ``actor``: who owes it; ``basis``: the law; all in Vietnamese.
    ``confidence``: how sure the portal is of the row.
    """

    code: str
    clause: str
    what: str
    what_en: str
    limit: int
    unit: str
    starts_at: str
    actor: str
    basis: str
    confidence: str

    @property
    def name(self) -> str:
        """See ``dated.Named``."""
        return self.code

    def what_in(self, tag: str) -> str:
        """Return what is to be done in the language ``tag``, else in Vietnamese."""
        return self.what_en if tag == 'en' and self.what_en else self.what

    @property
    def short_basis(self) -> str:
        """The law and its article, in Vietnamese, without the remark in brackets after them."""
        return self.basis.partition(' (')[0]


@dataclass(frozen=True)
class Day:
    """One local day on the way to a due moment.

    ``why``: translatable; ``source``: the row and the law, in Vietnamese.
    """

    date: datetime.date
    counted: bool
    why: str
    source: str


class ICalendar(Interface):
    """The working days of the authority, in Hanoi's time, as they are known; immutable."""

    known_on: datetime.date | None = Attribute(
        'the local day on which it was known so; ``None`` for all that is known')
    counting: Counting = Attribute('conventions of counting, as dated data')
    guessing: ICalendar = Attribute(
        'the same which, of a year that it does not know, takes Monday to Friday for worked')

    def is_workday(day: datetime.date) -> bool:
        """Return whether the local ``day`` is worked.

        Raises ``CalendarEnds`` for a year that the calendar does not know, rather than guess when
        Tết is; ``guessing`` does not.
        """

    def row_of(day: datetime.date) -> DayRow | None:
        """Return the official row that decides the local ``day``; ``None``: the week does."""

    def pending(day: datetime.date) -> DayRow | None:
        """Return the row of the local ``day`` that no paper has confirmed yet, or ``None``."""

    def announces_tet(year: int) -> bool:
        """Return whether an official row says when Tết of ``year`` is."""

    def workday_after(day: datetime.date, number: int) -> datetime.date:
        """Return the local day that is the ``number``-th working day after ``day``.

        Raises ``CalendarEnds`` as ``is_workday``.
        """

    def workdays_between(first: datetime.date, last: datetime.date) -> int:
        """Return how many days are worked after the local day ``first`` up to ``last``.

        Raises ``CalendarEnds`` as ``is_workday``.
        """


class IHolidays(Interface):
    """The rows of ``holidays.csv``, in their order; a utility."""

    rows: tuple[DayRow, ...] = Attribute('each a ``DayRow``')
    counting: Counting = Attribute('conventions of counting')


class IDeadlineRules(Interface):
    """The rules of ``deadline_rules.csv``, those of the past too; a utility."""

    def rule(code: str, moment: datetime.datetime) -> DeadlineRule:
        """Return the rule of that code in force on the local day of the aware ``moment``.

        Raises ``NoRule``, a ``LookupError``.
        """

    def nearest(code: str, moment: datetime.datetime) -> DeadlineRule:
        """Return the same or, where none is in force on that day, the next one that comes into
        force, else the last one that was.

        Raises ``NoRule`` if there is no rule of that code.
        """

    def all() -> Iterable[DeadlineRule]:
        """Return every row, in the order of the table."""

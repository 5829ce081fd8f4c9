"""What the desk shows of assignments: rows, the days of a week or month."""
from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...base.clock import ONE_DAY, day_asked
from ...base.i18n import _
from .interfaces import (
    ACCEPTED,
    ASSIGNED,
    BEGUN,
    CANCELLED,
    CHANGED,
    DECLINED,
    GIVEN,
    REFUSED,
    REJECTED,
    REMINDED,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

WEEK = 7 * ONE_DAY
#: What people are told of a deed, by its button.
TOLD = {
    'accepted': _('Đã nhận phân công.'),
    'declined': _('Đã từ chối phân công.'),
    'cancelled': _('Đã hủy phân công.')}
#: What happened, in words.
HAPPENED = {
    GIVEN: _('Đã phân công'), CHANGED: _('Đã sửa phân công'), ACCEPTED: _('Đã nhận việc'),
    DECLINED: _('Không nhận được'), BEGUN: _('Đã bắt đầu bài'),
    CANCELLED: _('Đã hủy', context='assignment'), REMINDED: _('Đã nhắc')}
#: States that ask for attention.
WARNED = frozenset({ASSIGNED, REFUSED, REJECTED})


@dataclass(frozen=True)
class AssignmentRow:
    """One assignment.  ``state``, ``type``: translatable.  ``time``: of the day; ``day``: with its
    date, both ``''`` if it is not known when it begins; ``due``: local moment.  ``site``: title of
    its site.
    """

    address: str
    topic: str
    person: str
    state: str
    is_warned: bool
    is_late: bool
    type: str
    time: str
    day: str
    due: str
    place: str
    site: str


@dataclass(frozen=True)
class CalendarDay:
    """A day: what is assigned on it; of its events those of which nothing is.

    ``is_open``: whether it is not over.
    """

    weekday: str
    date: str
    is_open: bool
    rows: list[AssignmentRow]
    events: list[tuple[str, str, str]]


@dataclass(frozen=True)
class CalendarSpan:
    """The days that a calendar shows, both inclusive; a week from Monday or a whole month."""

    first: datetime.date
    last: datetime.date
    is_month: bool

    @property
    def before(self) -> datetime.date:
        """A day of the span before."""
        return self.first - ONE_DAY

    @property
    def after(self) -> datetime.date:
        """A day of the span after."""
        return self.last + ONE_DAY


def span_of(asked: Mapping[str, str], today: datetime.date) -> CalendarSpan:
    """Return what the query asks for: ``day``, ISO 8601, and ``by=month``; the week of ``today``
    for anything else.
    """
    day = day_asked(asked.get('day', ''), today)
    if asked.get('by') != 'month':
        monday = day - day.weekday() * ONE_DAY
        return CalendarSpan(monday, monday + WEEK - ONE_DAY, False)
    first = day.replace(day=1)
    following = (first + 31 * ONE_DAY).replace(day=1)
    return CalendarSpan(first, following - ONE_DAY, True)

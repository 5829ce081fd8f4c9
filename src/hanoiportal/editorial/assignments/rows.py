"""Assignments as the desk shows them: rows, days of a week or month, what happened."""
from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...base.clock import local, moment, shown_time
from ...base.i18n import _
from ...kernel.tree.content import types_of
from ...kernel.tree.lookup import site_of
from ...shells.desk.frame.links import desk_path
from ...shells.desk.frame.wording import WEEKDAYS, person
from .interfaces import (
    ACCEPTED,
    ASSIGNED,
    BEGUN,
    CANCELLED,
    CHANGED,
    DECLINED,
    GIVEN,
    ONE,
    REFUSED,
    REJECTED,
    REMINDED,
    STATES,
    Assignment,
    IAssignments,
    IOccasion,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyramid.request import Request

ONE_DAY, WEEK = datetime.timedelta(days=1), datetime.timedelta(days=7)
#: Years of a calendar that can be asked for.
YEARS = range(2020, 2100)
#: What happened, in words.
HAPPENED = {
    GIVEN: _('Đã phân công'), CHANGED: _('Đã sửa phân công'), ACCEPTED: _('Đã nhận việc'),
    DECLINED: _('Không nhận được'), BEGUN: _('Đã bắt đầu bài'),
    CANCELLED: _('Đã hủy', context='assignment'), REMINDED: _('Đã nhắc')}
_WARNED = frozenset({ASSIGNED, REFUSED, REJECTED})


@dataclass(frozen=True)
class AssignmentRow:
    """One assignment.  ``state``, ``type``: translatable.  ``time``: of the day; ``day``: with its
    date; ``due``: local moment.  ``site``: title of its site.
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
    try:
        day = datetime.date.fromisoformat(asked.get('day', ''))
    except ValueError:
        day = today
    day = day if day.year in YEARS else today
    if asked.get('by') != 'month':
        monday = day - day.weekday() * ONE_DAY
        return CalendarSpan(monday, monday + WEEK - ONE_DAY, False)
    first = day.replace(day=1)
    following = (first + 31 * ONE_DAY).replace(day=1)
    return CalendarSpan(first, following - ONE_DAY, True)


def row(assignment: Assignment, assignments: IAssignments, request: Request) -> AssignmentRow:
    """Return ``assignment`` as a list shows it."""
    plan, course = assignment.plan, assignments.course(assignment)
    site, at = site_of(request.root, assignment.site), local(plan.moment)
    kind = types_of(request.registry).get(plan.type)
    return AssignmentRow(
        desk_path(request, site, ONE, number=assignment.number), plan.topic,
        person(request.root, plan.person), STATES[course.state],
        course.state in _WARNED, course.is_late, kind['title'] if kind else plan.type,
        shown_time(at), moment(plan.moment), moment(plan.due), plan.place, str(site.title))


def days_of(span: CalendarSpan, today: datetime.date, found: Iterable[Assignment],
            events: Iterable[IOccasion], request: Request) -> list[CalendarDay]:
    """Return the days of ``span``; of a month those on which there is something."""
    assignments: IAssignments = request.service(IAssignments)
    rows: dict[datetime.date, list[AssignmentRow]] = {}
    free: dict[datetime.date, list[tuple[str, str, str]]] = {}
    covered = set()
    for each in found:
        rows.setdefault(local(each.plan.moment).date(), []).append(
            row(each, assignments, request))
        covered.add(each.plan.event)
    for event in events:
        if str(event.__oid__) not in covered:
            start = local(event.start)
            free.setdefault(start.date(), []).append(
                (str(event.__oid__), shown_time(start), str(event.title)))
    days = [span.first + number * ONE_DAY for number in range((span.last - span.first).days + 1)]
    return [CalendarDay(WEEKDAYS[day.weekday()], f'{day:%d/%m/%Y}', today <= day,
                        rows.get(day, []), free.get(day, []))
            for day in days if not span.is_month or day in rows or day in free]


def happenings(assignment: Assignment, request: Request) -> list[tuple[str, str, str, str]]:
    """Return what happened, by whom, when and with which words, the latest first."""
    return [(HAPPENED[each.kind], person(request.root, each.actor) if each.actor else '',
             moment(each.moment), each.text) for each in reversed(assignment.events)]

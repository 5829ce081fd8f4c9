"""What the pages of assignments have in common: the page at a site, rows, days, what happened."""
import datetime
from collections.abc import Iterable, Mapping

from pyramid.request import Request

from ...base.clock import ONE_DAY, local, moment, shown_date, shown_time
from ...base.interfaces import ISite
from ...base.numbers import number_in
from ...kernel.tree.content import types_of
from ...kernel.tree.lookup import site_of
from ...shells.desk.frame.links import desk_path
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import WEEKDAYS, person
from .interfaces import (
    OFF,
    ONE,
    REFUSED,
    STATES,
    Assignment,
    IAssigning,
    IAssignments,
    ICoverage,
    IOccasion,
)
from .rows import HAPPENED, WARNED, AssignmentRow, CalendarDay, CalendarSpan

#: What a template is given.
Values = Mapping[str, object]


class AtAssignments(DeskView):
    """What the pages at a site have in common."""

    def __init__(self, context: ISite, request: Request) -> None:
        super().__init__(context, request)
        self.assignments: IAssignments = request.service(IAssignments)
        self.assigning: IAssigning = request.service(IAssigning)
        self.coverage: ICoverage = request.service(ICoverage)
        self.actor = request.identity.id
        self.may_plan = self.assigning.may_plan(context)

    def named(self, number: object) -> Assignment | None:
        """Return the assignment of that number, if it is one of the site that the asker sees."""
        found = self.assignments.get(number_in(number))
        if found is None or found.site != str(self.context.__oid__) or not (
                self.assigning.may_see(found, self.actor)):
            return None
        return found


def row(assignment: Assignment, assignments: IAssignments, request: Request) -> AssignmentRow:
    """Return ``assignment`` as a list shows it."""
    plan, course = assignment.plan, assignments.course(assignment)
    site = site_of(request.root, assignment.site)
    kind = types_of(request.registry).get(plan.type)
    return AssignmentRow(
        desk_path(request, site, ONE, number=assignment.number), plan.topic,
        person(request.root, plan.person), STATES[course.state],
        course.state in WARNED, course.is_late, kind['title'] if kind else plan.type,
        shown_time(local(plan.starts)) if plan.starts else '', moment(plan.starts),
        moment(plan.due), plan.place, str(site.title))


def days_of(span: CalendarSpan, today: datetime.date, found: Iterable[Assignment],
            events: Iterable[IOccasion], request: Request) -> list[CalendarDay]:
    """Return the days of ``span``; of a month those on which there is something.

    An event is free while all who were sent have declined, or nobody was or is any more.
    """
    assignments: IAssignments = request.service(IAssignments)
    rows: dict[datetime.date, list[AssignmentRow]] = {}
    free: dict[datetime.date, list[tuple[str, str, str]]] = {}
    covered = set()
    for each in found:
        rows.setdefault(local(each.plan.moment).date(), []).append(
            row(each, assignments, request))
        if assignments.course(each).state not in (OFF, REFUSED):
            covered.add(each.plan.event)
    for event in events:
        if str(event.__oid__) not in covered:
            start = local(event.start)
            free.setdefault(start.date(), []).append(
                (str(event.__oid__), shown_time(start), str(event.title)))
    days = [span.first + number * ONE_DAY for number in range((span.last - span.first).days + 1)]
    tag = request.language.tag
    return [CalendarDay(WEEKDAYS[day.weekday()], shown_date(day, tag), today <= day,
                        rows.get(day, []), free.get(day, []))
            for day in days if not span.is_month or day in rows or day in free]


def happenings(assignment: Assignment, request: Request) -> list[tuple[str, str, str, str]]:
    """Return what happened, by whom, when and with which words, the latest first."""
    return [(HAPPENED[each.kind], person(request.root, each.actor) if each.actor else '',
             moment(each.moment), each.text) for each in reversed(assignment.events)]

"""A day before its term the person of an assignment is reminded, once."""
from __future__ import annotations

import datetime
from functools import partial
from typing import TYPE_CHECKING

from ...base.clock import ONE_DAY
from ...kernel.tree.lookup import site_of
from ...platform.notifications.interfaces import INotifying
from .interfaces import (
    CHANGED,
    GIVEN,
    OPEN,
    PUBLIC,
    REMINDED,
    AssignmentEvent,
    IAssignments,
)
from .resource import book_of, get_or_create_book

if TYPE_CHECKING:
    from ...platform.scheduling.interfaces import IEnvironment

#: Seconds between two looks.
EVERY = 300


def remind(environment: IEnvironment) -> None:
    """Remind the persons of what is due within a day: a job of the scheduler."""
    if environment.portal is None:
        return
    now = environment.clock.now()
    before = ((now + ONE_DAY).timestamp(), 0)
    numbers = environment.in_transaction(lambda: [
        number for _due, number in book_of(environment.portal).reminders.keys(max=before)])
    for number in numbers:
        environment.in_transaction(partial(_remind, environment, number, now))
    environment.in_transaction(partial(_settle, environment))


def _settle(environment: IEnvironment) -> None:
    """Take the assignments whose texts are public out of what is kept as open."""
    book, assignments = book_of(environment.portal), environment.request.service(IAssignments)
    found = [book.assignments[number] for _person, number in book.open or ()]
    for each in found:
        if assignments.course(each).state == PUBLIC:
            book.follow(each, False)


def _remind(environment: IEnvironment, number: int, now: datetime.datetime) -> None:
    """Remind of one, unless it was given so late, is late already, or there is nothing to do."""
    book, request = get_or_create_book(environment.portal), environment.request
    assignment = book.assignments[number]
    if assignment.plan.due > now + ONE_DAY:  # its term was put off since
        return
    book.end_reminder(assignment)
    assignments: IAssignments = request.service(IAssignments)
    given = max(each.moment for each in assignment.events if each.kind in (GIVEN, CHANGED))
    is_of_use = given + ONE_DAY <= assignment.plan.due and now <= assignment.plan.due
    if not is_of_use or assignments.course(assignment).state not in OPEN:
        return
    assignment.add(AssignmentEvent(REMINDED, now, ''))
    notifying: INotifying = request.service(INotifying)
    notifying.notify({assignment.plan.person}, site_of(environment.portal, assignment.site),
                     'assignment_due', number=number, note=assignment.plan.topic)

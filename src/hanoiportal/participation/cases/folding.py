"""The state of a case, folded from its events; pure."""
from collections.abc import Iterable
from typing import NamedTuple

from .interfaces import (
    ABUSE,
    ANSWERED,
    ASSIGNED,
    CLOSED,
    ERASED,
    FORWARDED,
    MERGED,
    NEW,
    NOTICED,
    OPEN,
    OUT_OF_SCOPE,
    PUBLISHED,
    REOPENED,
    TAKEN,
    UNMERGED,
    UNPUBLISHED,
    WITHDRAWN,
    Case,
    CaseEvent,
)

#: What each event makes of the state, whatever it was.
_STATES = {
    ANSWERED: ANSWERED, OUT_OF_SCOPE: OUT_OF_SCOPE, WITHDRAWN: WITHDRAWN, MERGED: MERGED,
    ABUSE: ABUSE, REOPENED: REOPENED, NOTICED: NOTICED, FORWARDED: TAKEN,
    UNMERGED: NEW}


class Course(NamedTuple):
    """How a case stands.  ``site``: responsible, ``''``: that to which it was sent.

    ``closed``: the event that closed it, ``None`` while it is open.
    """

    state: str = NEW
    site: str = ''
    assigned: str = ''
    item: str = ''
    closed: CaseEvent | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has something to do."""
        return self.state in OPEN


def is_erased(case: Case) -> bool:
    """Return whether the key of ``case`` was destroyed, or is about to be."""
    return any(event.kind == ERASED for event in case.events)


def fold(events: Iterable[CaseEvent]) -> Course:
    """Return how a case with those ``events``, in the order in which they were noted, stands."""
    course = Course()
    for event in events:
        course = _after(course, event)
    return course


def _after(course: Course, event: CaseEvent) -> Course:
    if event.kind == TAKEN:
        return course._replace(state=TAKEN if course.state in (NEW, REOPENED) else course.state)
    if event.kind == ASSIGNED:
        return course._replace(assigned=event.to)
    if event.kind == PUBLISHED:
        return course._replace(item=event.item)
    if event.kind == UNPUBLISHED:
        return course._replace(item='' if event.item == course.item else course.item)
    state = _STATES.get(event.kind)
    if state is None:
        return course
    if event.kind == FORWARDED:
        return _moved(course, event)
    return course._replace(
        state=state, assigned='' if event.kind == UNMERGED else course.assigned,
        closed=event if state in CLOSED else None)


def _moved(course: Course, event: CaseEvent) -> Course:
    """A merged case stays one; it moves with that which goes on."""
    moved = course._replace(site=event.to, assigned='')
    return moved if course.state == MERGED else moved._replace(state=TAKEN, closed=None)

"""The persistent assignments, in ``interactions``.  Renaming needs an upgrade step."""
from __future__ import annotations

from typing import TYPE_CHECKING

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOTreeSet
from persistent import Persistent

from ...base.clock import local
from ...base.interfaces import IPortal
from ...kernel.security.interactions import get_or_create, interactions_of, kept_or_new
from .folding import fold
from .interfaces import OPEN, AssignmentEvent, Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Name in the root of the database.
KEY = 'assignments'
_LAST = 2 ** 62


class GivenAssignment(Persistent):
    """See ``interfaces.Assignment``."""

    events: tuple[AssignmentEvent, ...] = ()

    def __init__(self, number: int, site: str, plan: Plan, by: str) -> None:
        self.number, self.site, self.plan, self.by = number, site, plan, by

    def add(self, event: AssignmentEvent) -> None:
        """Add ``event``."""
        self.events = (*self.events, event)


class AssignmentBook(Persistent):
    """Sổ phân công: all assignments of a portal by number; none is ever taken out.

    ``days``: ``(site, local day, number)``.  ``people``: ``(account id, number)``.
    ``reminders``: ``(due, number)`` of whose persons are still to be reminded, the moment in
    seconds since 1970 UTC.  ``open``: ``(account id, number)`` of what the person has to do, and
    of what is public since ``settle`` has last looked; ``None`` in books of before, until the next
    event.
    """

    open: OOTreeSet | None = None

    def __init__(self) -> None:
        self.assignments = LOBTree()
        self.days = OOTreeSet()
        self.people = OOTreeSet()
        self.reminders = OOTreeSet()
        self.open = OOTreeSet()

    def add(self, site: str, plan: Plan, by: str) -> GivenAssignment:
        """Return a new assignment."""
        number = self.assignments.maxKey() + 1 if self.assignments else 1
        made = self.assignments[number] = GivenAssignment(number, site, plan, by)
        self._index(made)
        return made

    def note(self, assignment: GivenAssignment, event: AssignmentEvent) -> None:
        """Add ``event`` to ``assignment``."""
        assignment.add(event)
        self.follow(assignment, fold(assignment.events, None) in OPEN)

    def follow(self, assignment: GivenAssignment, is_open: bool) -> bool:
        """Let its person have something to do with it or not; return whether that was wrong."""
        if self.open is None:
            self.open = OOTreeSet(self.look())
        entry = assignment.plan.person, assignment.number
        if is_open == (entry in self.open):
            return False
        (self.open.insert if is_open else self.open.remove)(entry)
        return True

    def look(self) -> Iterator[tuple[str, int]]:
        """Yield person and number of what its own events leave open."""
        return ((each.plan.person, each.number) for each in self.assignments.values()
                if fold(each.events, None) in OPEN)

    def change(self, assignment: GivenAssignment, plan: Plan, by: str) -> None:
        """Let ``assignment`` be ``plan``."""
        self.end_reminder(assignment)
        self.follow(assignment, False)
        self.days.remove(self._day(assignment))
        self.people.remove((assignment.plan.person, assignment.number))
        assignment.plan, assignment.by = plan, by
        self._index(assignment)

    def end_reminder(self, assignment: GivenAssignment) -> None:
        """Let nobody be reminded of it any more."""
        found = (assignment.plan.due.timestamp(), assignment.number)
        if found in self.reminders:
            self.reminders.remove(found)

    def of_days(self, site: str, first: str, last: str) -> Iterator[GivenAssignment]:
        """Yield those of ``site`` from the day ``first`` to ``last``, ISO 8601."""
        for _site, _day, number in self.days.keys((site, first, 0), (site, last, _LAST)):
            yield self.assignments[number]

    def of_person(self, account: str) -> Iterator[GivenAssignment]:
        """Yield those of an account, by numbers."""
        return self._of(self.people, account)

    def open_of(self, account: str) -> Iterator[GivenAssignment]:
        """Yield at least those of an account with which there is something to do, by numbers."""
        return self._of(self.people if self.open is None else self.open, account)

    def _of(self, index: OOTreeSet, account: str) -> Iterator[GivenAssignment]:
        for _account, number in index.keys((account, 0), (account, _LAST)):
            yield self.assignments[number]

    def _index(self, assignment: GivenAssignment) -> None:
        self.days.insert(self._day(assignment))
        self.people.insert((assignment.plan.person, assignment.number))
        self.reminders.insert((assignment.plan.due.timestamp(), assignment.number))

    @staticmethod
    def _day(assignment: GivenAssignment) -> tuple[str, str, int]:
        day = local(assignment.plan.moment).date().isoformat()
        return assignment.site, day, assignment.number


def book_of(portal: IPortal) -> AssignmentBook:
    """Return the book for reading; an empty one that nobody keeps if there is none yet."""
    return kept_or_new(portal, KEY, AssignmentBook)


def get_or_create_book(portal: IPortal) -> AssignmentBook:
    """Return the book for writing."""
    found: AssignmentBook = get_or_create(interactions_of(portal), KEY, AssignmentBook)
    return found

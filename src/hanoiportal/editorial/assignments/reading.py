"""``IAssignments``: the assignments of a portal, and how each stands."""
from __future__ import annotations

import datetime
from functools import cached_property
from typing import TYPE_CHECKING, cast

from zope.interface import implementer

from ...base.interfaces import IClock, IPortal
from ...kernel.tree.lookup import in_work, item_of
from ...platform.outbox.interfaces import IDoneEffects
from .folding import fold
from .interfaces import OPEN, Assignment, AssignmentCourse, IAssignments
from .resource import AssignmentBook, book_of

if TYPE_CHECKING:
    from pyramid.registry import Registry
    from pyramid.request import Request

    from ...base.interfaces import ISite
    from ...kernel.tree.resources import Described

#: Days before all, and after all.
_FIRST, _LAST = '', '~'


@implementer(IAssignments)
class Assignments:
    """See ``IAssignments``."""

    def __init__(self, registry: Registry, portal: IPortal) -> None:
        self._registry, self._portal = registry, portal
        self._now = registry.getUtility(IClock).now

    @cached_property
    def _done(self) -> IDoneEffects:
        found: IDoneEffects = self._registry.getAdapter(self._portal, IDoneEffects)
        return found

    @property
    def _book(self) -> AssignmentBook:
        return book_of(self._portal)

    def get(self, number: int) -> Assignment | None:
        found: Assignment | None = self._book.assignments.get(number)
        return found

    def between(self, site: ISite, first: datetime.date, last: datetime.date) -> list[Assignment]:
        found = self._book.of_days(str(site.__oid__), first.isoformat(), last.isoformat())
        return _in_order([*found])

    def of_event(self, site: ISite, event: str) -> list[Assignment]:
        found = self._book.of_days(str(site.__oid__), _FIRST, _LAST)
        return _in_order([each for each in found if event and each.plan.event == event])

    def of_person(self, account: str) -> list[Assignment]:
        return _in_order([*self._book.of_person(account)])[::-1]

    def course(self, assignment: Assignment) -> AssignmentCourse:
        item = self._item(assignment)
        state = fold(assignment.events, None if item is None else self._state(item))
        return AssignmentCourse(state, item, state in OPEN and assignment.plan.due < self._now())

    def waiting(self, account: str) -> int:
        return sum(self.course(each).state in OPEN for each in self._book.open_of(account))

    def _item(self, assignment: Assignment) -> Described | None:
        """Return the text that was begun last, if it is there."""
        token = next((each.token for each in reversed(assignment.events) if each.token), '')
        return item_of(self._portal, self._done.of(token)) if token else None

    @staticmethod
    def _state(item: Described) -> str:
        """Return the state of ``item``; a public one whose next version is in work is public."""
        return item.state if item.published_at is not None else in_work(item).state


def _in_order(found: list[Assignment]) -> list[Assignment]:
    return sorted(found, key=lambda each: (each.plan.moment, each.number))


def assignments_service(request: Request) -> Assignments:
    """Return the ``IAssignments`` of the portal of ``request``."""
    return Assignments(request.registry, cast('IPortal', request.root))

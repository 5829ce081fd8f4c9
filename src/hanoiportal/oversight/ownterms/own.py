"""``IOwnDuties``: by the roster, by what one was given, by what one writes."""
from __future__ import annotations

import datetime
from functools import cache, cached_property

from pyramid.request import Request
from zope.interface import implementer

from ...base.clock import ONE_DAY, local, start_of
from ...base.interfaces import IClock, IItem, ISite
from ...base.permissions import ASSIGN
from ...editorial.boards.interfaces import IRoster
from ...editorial.tasks.interfaces import ISubstitutes
from ...kernel.tree.lookup import in_work
from ...kernel.workflow.records import begun
from ...participation.cases.interfaces import ICases
from ...platform.duedays.interfaces import IOwnDuties
from ...platform.duties.interfaces import (
    CARRIED,
    CASE,
    PRESS,
    PUBLICATION,
    REVIEW,
    Duty,
    Standing,
)

#: How the keys begin that name a case, and those that name an item.
_CASES, _ITEMS = {CASE, PUBLICATION}, {'item', 'translation', REVIEW, CARRIED, PRESS}


@implementer(IOwnDuties)
class OwnDuties:
    """See ``IOwnDuties``."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._now: datetime.datetime = request.registry.getUtility(IClock).now()
        self._is_on_duty = cache(self._asked_whether_on_duty)

    @cached_property
    def people(self) -> frozenset[str]:
        """See ``IOwnDuties``."""
        asker = self._request.identity
        absent = self._request.service(ISubstitutes).absent(asker)
        return frozenset({asker.id, *absent})

    def has_all(self, site: ISite) -> bool:
        """See ``IOwnDuties``."""
        return bool(self._request.has_permission(ASSIGN, site))

    def has(self, site: ISite, duty: Duty, standing: Standing) -> bool:
        """See ``IOwnDuties``."""
        tomorrow = start_of(local(self._now).date() + ONE_DAY)
        is_near = standing.due is None or standing.due < tomorrow
        return (self.has_all(site) or is_near and self._is_on_duty(site)
                or any(self._is_given(*key.split(':')[:2]) for key in duty.keys))

    def _asked_whether_on_duty(self, site: ISite) -> bool:
        roster: IRoster = self._request.service(IRoster)
        on_duty = roster.on_duty(site, local(self._now).date()).values()
        return not self.people.isdisjoint(on_duty)

    def _is_given(self, kind: str, name: str) -> bool:
        if kind in _CASES and name.isdecimal():
            cases: ICases = self._request.registry.getAdapter(self._request.root, ICases)
            case = cases.get(int(name))
            return case is not None and cases.standing(case, self._now).assigned in self.people
        if kind in _ITEMS and name.isdecimal():
            return self._is_at_work(int(name))
        return False

    def _is_at_work(self, oid: int) -> bool:
        item = self._request.root.__objectmap__.object_for(oid)
        if not IItem.providedBy(item):
            return False
        text = in_work(item)
        review = text.review or begun(text)
        return not self.people.isdisjoint(review.authors) or any(
            task.is_open and task.holder in self.people for task in review.tasks)


def own_duties_service(request: Request) -> OwnDuties:
    """Return the ``IOwnDuties`` of whoever asks by ``request``."""
    return OwnDuties(request)

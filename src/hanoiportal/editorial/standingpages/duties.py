"""The review of a standing page as a duty of its site (Điều 17): begun a month before its day,
fulfilled by what was found, or by a version that names another day.

One duty for each review; its key is ``review:ID:NUMBER``, counted from 0 for each page.
"""
import datetime
from typing import cast

from persistent import Persistent

from ...base.clock import ONE_DAY, local, start_of
from ...base.i18n import DEFAULT
from ...discovery.catalog.interfaces import ICatalog
from ...kernel.tree.lookup import find_site
from ...kernel.workflow.interfaces import PUBLIC
from ...platform.duties.interfaces import (
    REVIEW,
    SATISFIED,
    STRUCK,
    TRIGGERED,
    Duty,
    DutyEvent,
    IDuties,
    Standing,
)
from ...platform.scheduling.interfaces import IEnvironment
from .days import due_of, is_standing
from .resource import ORDERED, REVIEWED

#: Code of the rule in ``deadline_rules.csv``.
RULE = '17'
#: So long before its day a review is on the list of what is to be done.
AHEAD = 30 * ONE_DAY


def keep_reviews(environment: IEnvironment) -> None:
    """Let duties say what the pages say: the job of the scheduler."""
    environment.in_transaction(lambda: ReviewDuties(environment).keep())


class ReviewDuties:
    """The reviews of all pages of a portal."""

    def __init__(self, environment: IEnvironment) -> None:
        self._environment = environment
        self._portal = environment.portal
        self._duties: IDuties = environment.registry.getAdapter(environment.portal, IDuties)
        self._now = environment.clock.now()

    def keep(self) -> None:
        """End what is reviewed or gone, move what was moved, and open what is due soon."""
        for duty in self._open():
            page = self._portal.__objectmap__.object_for(int(_item(duty)))
            self._follow(duty, self._duties.standing(duty, self._now), page)
        known = set(map(_item, self._open()))
        for page in self._due_soon():
            due, name = due_of(page), f'{REVIEW}:{page.__oid__}'
            if due is not None and str(page.__oid__) not in known:
                key = f'{name}:{len(list(self._duties.of_key(name)))}'
                self._duties.open(str(find_site(page).__oid__), RULE, (key,), DutyEvent(
                    TRIGGERED, self._now, at=start_of(due), source=f'{key}:0'))

    def _open(self) -> list[Duty]:
        return [duty for duty in self._duties.open_duties() if duty.rule == RULE]

    def _due_soon(self) -> list[Persistent]:
        catalog: ICatalog = self._environment.request.service(ICatalog)
        last = (local(self._now) + AHEAD).date()
        return [cast('Persistent', page) for page in catalog.reviewed_by(
            self._portal, DEFAULT, last.isoformat())]

    def _follow(self, duty: Duty, standing: Standing, page: Persistent | None) -> None:
        day = due_of(page) if page is not None and is_standing(page) and (
            page.state in PUBLIC) else None
        if page is None or day is None:
            self._end(duty, standing)
            return
        made = next((each for each in reversed(page.reviewed) if each.kind == REVIEWED
                     and each.moment > duty.events[0].moment), None)
        due = start_of(day)
        if made is not None:
            self._fulfil(duty, made.moment, str(page.__oid__), made.actor)
        elif standing.trigger is not None and due > standing.trigger and not _is_ordered(page):
            self._fulfil(duty, page.updated_at or self._now, str(page.__oid__), '')
        elif due != standing.trigger:
            self._duties.append(duty, DutyEvent(
                TRIGGERED, self._now, at=due, source=f'{duty.keys[0]}:{len(duty.events)}'))

    def _fulfil(self, duty: Duty, at: datetime.datetime, item: str, actor: str) -> None:
        self._duties.append(duty, DutyEvent(
            SATISFIED, self._now, at=at, source=f'{duty.keys[0]}:{len(duty.events)}',
            subject=item, actor=actor))

    def _end(self, duty: Duty, standing: Standing) -> None:
        """The page is public no longer: within the term nothing is owed, after it it was late."""
        if standing.due is not None and standing.due < self._now:
            self._fulfil(duty, self._now, f'gone:{duty.number}', '')
            return
        for event in duty.events:
            if event.kind == TRIGGERED:
                self._duties.append(duty, DutyEvent(
                    STRUCK, self._now, source=f'{duty.keys[0]}:{len(duty.events)}',
                    subject=event.source))


def _item(duty: Duty) -> str:
    """Return the object id of the page that ``duty`` is about."""
    return duty.keys[0].split(':')[1]


def _is_ordered(page: Persistent) -> bool:
    """Return whether the day of the next review is what the board has ordered last."""
    records = page.reviewed
    return bool(records) and records[-1].kind == ORDERED and (
        records[-1].planned == page.next_review)

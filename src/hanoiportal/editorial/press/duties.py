"""What must be public within hours of an item, as duties of its site (Decree 244/2026/NĐ-CP).

One duty for each time that the press waits; its key is ``press:ID:NUMBER``, with the object id of
the item, counted from 0 for each.
"""
from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from ...base.clock import end_of
from ...base.deadlines.interfaces import NoDeadline
from ...base.interfaces import IItem, IWorkingVersion
from ...kernel.tree.lookup import find_portal, find_site, in_work, is_practice
from ...kernel.workflow.interfaces import IN_WORK, PUBLIC
from ...platform.calendar.interfaces import IDeadlines, IDeadlinesOf
from ...platform.duties.interfaces import PRESS, TRIGGERED, Duty, DutyEvent
from ...platform.duties.interfaces.ofrule import DutiesOfRule
from .interfaces import RUNS, SPOKESPERSON, STATEMENT

if TYPE_CHECKING:
    from persistent import Persistent
    from pyramid.registry import Registry

    from ...base.deadlines.engine import Deadline
    from ...platform.scheduling.interfaces import IEnvironment


@dataclass(frozen=True)
class PressTerm:
    """Something that is not public yet.  ``rule``: code; ``since``, ``due``: aware UTC;
    ``basis``: the law that says so, in Vietnamese.
    """

    rule: str
    since: datetime.datetime
    due: datetime.datetime
    basis: str


def term_of(item: Persistent, registry: Registry) -> PressTerm | None:
    """Return the ``PressTerm`` of ``item``, ``None`` if nothing of it is waited for.

    Of a decision only the day is known, so its hours run from the end of that day.
    """
    if in_work(item).state not in IN_WORK | PUBLIC:
        return None
    for code, since in ((STATEMENT, _asked(item)), (SPOKESPERSON, _appointed(item, registry))):
        deadline = None if since is None else _deadline(item, registry, code, since)
        if since is not None and deadline is not None:
            return PressTerm(code, since, deadline.due, deadline.rule.basis)
    return None


def _deadline(item: Persistent, registry: Registry, code: str,
              since: datetime.datetime) -> Deadline | None:
    """Return the deadline by the rule ``code``, ``None`` where none was in force."""
    deadlines: IDeadlinesOf = registry.getUtility(IDeadlines)(item)
    try:
        return deadlines.due(code, since)
    except NoDeadline:
        return None


def _said(item: Persistent) -> datetime.datetime | None:
    """Return when ``item`` became public as it is, ``None`` if it is not."""
    said: datetime.datetime | None = item.updated_at or item.published_at
    return said if item.state in PUBLIC else None


def _asked(item: Persistent) -> datetime.datetime | None:
    """Return when the press asked or the incident was known, while nothing was said since."""
    since: datetime.datetime | None = getattr(item, 'press_since', None)
    said = _said(item)
    return None if since is None or said is not None and said >= since else since


def _told(item: Persistent, version: Persistent,
          registry: Registry) -> datetime.datetime | None:
    """Return the end of the day of the decision that a ``version`` of ``item`` tells."""
    told = registry.content.metadata(item, 'appointed')
    day = told(version) if told is not None else None
    return None if day is None else end_of(day)


def _appointed(item: Persistent, registry: Registry) -> datetime.datetime | None:
    """Return the end of the day of a decision that the public version does not tell yet."""
    version = in_work(item)
    if item.state in PUBLIC and version is item:
        return None
    since = _told(item, version, registry)
    return None if item.state in PUBLIC and _told(item, item, registry) == since else since


def keep_statements(environment: IEnvironment) -> None:
    """Let duties say what the press waits for: the job of the scheduler."""
    def keep() -> None:
        for rule in (STATEMENT, SPOKESPERSON):
            PressDuties(environment, rule).keep()

    environment.in_transaction(keep)


class PressDuties(DutiesOfRule):
    """The duties by one rule of the press."""

    def __init__(self, environment: IEnvironment, rule: str) -> None:
        super().__init__(environment)
        self.rule = rule

    def _begin(self) -> None:
        for item in self._waiting():
            since, name = self._since(item), f'{PRESS}:{item.__oid__}'
            known = list(self._duties.of_key(name))
            if since is not None and not any(self._has(each, since) for each in known):
                key = f'{name}:{len(known)}'
                self._duties.open(str(find_site(item).__oid__), self.rule, (key,), DutyEvent(
                    TRIGGERED, self._now, at=since, source=f'{key}:0'))

    def _has(self, duty: Duty, since: datetime.datetime) -> bool:
        return duty.rule == self.rule and (
            self._duties.standing(duty, self._now).trigger == since)

    def _follow(self, duty: Duty) -> None:
        item = self._item(int(duty.keys[0].split(':')[1]))
        since = None if item is None else self._since(item)
        trigger = self._duties.standing(duty, self._now).trigger
        said = None if item is None or trigger is None else self._answered(item, trigger)
        if said is not None:
            self._fulfil(duty, said, duty.keys[0].split(':')[1])
        elif since is None:
            self._end(duty)
        elif since != trigger:
            self._trigger(duty, since)

    def _answered(self, item: Persistent, since: datetime.datetime) -> datetime.datetime | None:
        """Return when ``item`` said what was waited for from ``since`` on, ``None`` if not yet."""
        said = _said(item)
        if said is None:
            return None
        is_said = said >= since if self.rule == STATEMENT else (
            _told(item, item, self._registry) == since)
        return said if is_said else None

    def _since(self, item: Persistent) -> datetime.datetime | None:
        term = term_of(item, self._registry)
        return term.since if term is not None and term.rule == self.rule else None

    def _waiting(self) -> list[Persistent]:
        """Return the items of sites that owe something, of which the press waits for any."""
        found = find_portal(self._portal).indexes.catalog['flags'].bitmap(RUNS)
        items = {item.__oid__: item for item in map(self._item, sorted(found))
                 if item is not None and not is_practice(item)}
        return list(items.values())

    def _item(self, oid: int) -> Persistent | None:
        found = self._portal.__objectmap__.object_for(oid)
        item = found.__parent__ if IWorkingVersion.providedBy(found) else found
        return cast('Persistent', item) if IItem.providedBy(item) else None

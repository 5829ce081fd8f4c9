"""The duty that a sent report fulfils: that of its half-year (28.9, 33.8); no other clock."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ...base.periods import Period, period_of
from ...platform.duties.interfaces import PERIOD, SATISFIED, STRUCK, DutyEvent, IDuties
from .interfaces import RULE, Report

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal
    from ...platform.duties.interfaces import Duty


class Fulfilling:
    """Lets reports fulfil the duties of ``portal``."""

    def __init__(self, registry: Registry, portal: IPortal) -> None:
        self._duties: IDuties = registry.getAdapter(portal, IDuties)

    def owed(self, period: Period) -> dict[str, Duty]:
        """Return the duties that a report on ``period`` fulfils, by their sites; none for a span
        of any two days, nor for a half-year that began before the portal.
        """
        first = period.owed_from
        return {} if first is None else {
            duty.site: duty for duty in self._duties.of_key(f'{PERIOD}:{first.isoformat()}')
            if duty.rule == RULE}

    def due(self, duty: Duty, now: datetime.datetime) -> datetime.datetime | None:
        """Return the last moment of ``duty``; ``None`` if the calendar does not know it."""
        return self._duties.standing(duty, now).due

    def fulfil(self, report: Report, now: datetime.datetime, actor: str) -> None:
        """Let the duty be done by ``report``, which was sent ``now``."""
        duty = self.owed(period_of(report.period)).get(report.site)
        if duty is not None:
            self._duties.append(duty, DutyEvent(
                SATISFIED, now, at=now, source=f'report:{report.number}:{len(report.events)}',
                subject=_subject(report), evidence=report.content.number, actor=actor))

    def undo(self, report: Report, now: datetime.datetime, actor: str) -> None:
        """Let the duty be as if ``report`` had not been sent: it was returned."""
        duty = self.owed(period_of(report.period)).get(report.site)
        sent = [] if duty is None else [
            event for event in duty.events
            if (event.kind, event.subject) == (SATISFIED, _subject(report))]
        if duty is not None and sent:
            self._duties.append(duty, DutyEvent(
                STRUCK, now, source=f'report:{report.number}:{len(report.events)}',
                subject=sent[-1].source, actor=actor))


def _subject(report: Report) -> str:
    return f'report:{report.number}'

"""Royalties are paid in full within 60 days of the publication (Decree 18/2014/NĐ-CP, 4.10): one
duty of each sheet, from its earliest work on.
"""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ...base.clock import start_of
from ...platform.duties.interfaces import (
    ROYALTIES,
    SATISFIED,
    STRUCK,
    TRIGGERED,
    DutyEvent,
    IDuties,
)
from .interfaces import WORK

if TYPE_CHECKING:
    from .interfaces import RoyaltySheet

#: Code of the rule in ``deadline_rules.csv``.
RULE = 'nd18.4.10'


class RoyaltyDuties:
    """The duties of sheets."""

    def __init__(self, duties: IDuties) -> None:
        self._duties = duties

    def follow(self, sheet: RoyaltySheet, now: datetime.datetime) -> None:
        """Let the term of ``sheet`` begin with its earliest work; none has no term."""
        key = f'{ROYALTIES}:{sheet.number}'
        days = [line.day for line in sheet.lines if line.kind == WORK]
        found = next(self._duties.of_key(key), None)
        trigger = None if found is None else self._duties.standing(found, now).trigger
        begins = start_of(min(days)) if days else None
        if begins == trigger:
            return
        source = f'{key}:{len(found.events) if found is not None else 0}'
        if begins is not None:
            self._duties.open(sheet.site, RULE, (key,), DutyEvent(
                TRIGGERED, now, at=begins, source=source, evidence=sheet.month))
        elif found is not None:
            for each in [each for each in found.events if each.kind == TRIGGERED]:
                self._duties.append(found, DutyEvent(
                    STRUCK, now, source=source, subject=each.source))

    def end(self, sheet: RoyaltySheet, day: datetime.date, now: datetime.datetime) -> None:
        """Let ``sheet`` have been paid on ``day``."""
        key = f'{ROYALTIES}:{sheet.number}'
        for each in self._duties.of_key(key):
            self._duties.append(each, DutyEvent(
                SATISFIED, now, at=start_of(day), source=key, subject=key))

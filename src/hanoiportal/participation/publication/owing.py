"""What a board owes once a case is answered: to publish its redacted text, or to decide that it
is a figure alone.  A duty of its own, later than that of the answer (13.1.e, 4.3).
"""
from __future__ import annotations

from typing import Protocol

from pyramid.registry import Registry

from ...base.interfaces import IPortal
from ...platform.duties.interfaces import (
    PUBLICATION,
    SATISFIED,
    STRUCK,
    TRIGGERED,
    Duty,
    DutyEvent,
    IDuties,
)
from ..cases.interfaces import (
    ANSWERED,
    ERASED,
    NOTE,
    PUBLISHED,
    REOPENED,
    WITHDRAWN,
    Case,
    CaseEvent,
)
from .interfaces import FIGURE_ONLY, SECTIONS

#: The rule, a row of ``deadline_rules.csv``.
RULE = '4.3.cong-khai'
#: After these nothing is to be published any more, or another answer will be.
_ENDING = frozenset({REOPENED, WITHDRAWN, ERASED})


class Happened(Protocol):
    """A ``CaseChanged``."""

    portal: IPortal
    case: Case
    event: CaseEvent


class OwedPublications:
    """Subscriber of ``ICaseChanged``: what happens to a case does what it does to the duty."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def __call__(self, went: Happened) -> None:
        if went.case.kind in SECTIONS:
            duties = self._registry.getAdapter(went.portal, IDuties)
            OwedPublication(duties, went.case, went.event).follow()


class OwedPublication:
    """Keeps the duty to publish ``case``."""

    def __init__(self, duties: IDuties, case: Case, event: CaseEvent) -> None:
        self._duties, self._case, self._event = duties, case, event
        self._source = f'{PUBLICATION}:{case.number}:{len(case.events) - 1}'

    def follow(self) -> None:
        """Let the event do what it does to the duty."""
        kind = self._event.kind
        if kind == ANSWERED:
            self._open()
        elif kind == PUBLISHED or (kind == NOTE and self._event.ground == FIGURE_ONLY):
            for duty in self._all():
                self._duties.append(duty, DutyEvent(
                    SATISFIED, self._event.moment, at=self._event.moment, source=self._source,
                    subject=self._source, actor=self._event.actor))
        elif kind in _ENDING:
            for duty in self._all():
                self._strike(duty)

    def _open(self) -> None:
        event = self._event
        self._duties.open(self._case.site, RULE, [self._source], DutyEvent(
            TRIGGERED, event.moment, at=event.at or event.moment, source=self._source,
            actor=event.actor))

    def _all(self) -> list[Duty]:
        return [duty for duty in self._duties.of_key(f'{PUBLICATION}:{self._case.number}')
                if not any(each.kind in (SATISFIED, STRUCK) for each in duty.events)]

    def _strike(self, duty: Duty) -> None:
        for each in list(duty.events):
            if each.kind == TRIGGERED:
                self._duties.append(duty, DutyEvent(
                    STRUCK, self._event.moment, source=self._source, subject=each.source,
                    actor=self._event.actor))

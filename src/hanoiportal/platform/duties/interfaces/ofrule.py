"""What follows the duties of one rule that neither the ledger nor a register tells of."""
from __future__ import annotations

import datetime
from abc import ABC, abstractmethod

from ...scheduling.interfaces import IEnvironment
from . import SATISFIED, STRUCK, TRIGGERED, Duty, DutyEvent, IDuties, ITerms


class DutiesOfRule(ABC):
    """The duties of one ``rule``, which is its code, of all sites of a portal."""

    rule = ''

    def __init__(self, environment: IEnvironment) -> None:
        self._portal, self._now = environment.portal, environment.clock.now()
        self._registry = environment.registry
        self._duties: IDuties = environment.registry.getAdapter(environment.portal, IDuties)
        self._terms: ITerms = environment.registry.getAdapter(environment.portal, ITerms)

    def keep(self) -> None:
        """End what is owed no longer, and open what is."""
        for term in [each for each in self._terms.all() if each.rule == self.rule and each.owed]:
            duty = self._duties.get(term.number)
            if duty is not None:
                self._follow(duty)
        self._begin()

    @abstractmethod
    def _follow(self, duty: Duty) -> None:
        """End ``duty`` if nothing is owed any more."""

    @abstractmethod
    def _begin(self) -> None:
        """Open what is owed and has no duty yet."""

    def _trigger(self, duty: Duty, at: datetime.datetime) -> None:
        """Let the term of ``duty`` begin at another moment, ``at``."""
        self._duties.append(duty, DutyEvent(
            TRIGGERED, self._now, at=at, source=_source(duty)))

    def _fulfil(self, duty: Duty, at: datetime.datetime, subject: str) -> None:
        """Let ``subject`` fulfil ``duty`` from the moment ``at`` on."""
        self._duties.append(duty, DutyEvent(
            SATISFIED, self._now, at=at, source=_source(duty), subject=subject))

    def _end(self, duty: Duty) -> None:
        """What ``duty`` came from is gone: in its term nothing is owed, later it was late."""
        due = self._duties.standing(duty, self._now).due
        if due is not None and due < self._now:
            self._fulfil(duty, self._now, f'gone:{duty.number}')
        else:
            self._strike(duty)

    def _strike(self, duty: Duty) -> None:
        """Let ``duty`` be as if it had never been owed."""
        for each in [each for each in duty.events if each.kind == TRIGGERED]:
            self._duties.append(duty, DutyEvent(
                STRUCK, self._now, source=_source(duty), subject=each.source))


def _source(duty: Duty) -> str:
    return f'{duty.keys[0]}:{len(duty.events)}'

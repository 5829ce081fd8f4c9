"""Figures of duties: those that fell due in the period, by how they stood when it was counted."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...base.clock import local
from ...base.deadlines.interfaces import IDeadlineRules, NoDeadline
from ...platform.duties.interfaces import MET_LATE, MISSED, VOID, DutyEvent, IDuties, Standing
from .interfaces import DUTIES, Fault
from .scope import RULE, Counts, Happening, Name, Scope

if TYPE_CHECKING:
    import datetime

    from pyramid.registry import Registry

    from ...platform.duties.interfaces import Duty


@dataclass
class DutyThen:
    """A duty with the events alone that were noted by a moment."""

    number: int
    site: str
    rule: str
    keys: tuple[str, ...]
    events: tuple[DutyEvent, ...]


class DutyFigures:
    """See ``scope.Source``."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def counts(self, scope: Scope) -> Counts:
        """See ``Source``."""
        found: dict[str, Counter[str]] = {site: Counter() for site in scope.sites}
        for duty, standing in self._due(scope):
            whole = Name(DUTIES, standing.state)
            found[duty.site].update((str(whole), str(whole._replace(by=RULE, value=duty.rule))))
        return found

    def behind(self, scope: Scope, name: Name) -> Iterator[Happening]:
        """See ``Source``."""
        for duty, standing in self._due(scope):
            if standing.state == name.what and name.value in ('', duty.rule) and standing.due:
                yield Happening(standing.due, duty.site, self._what(duty.rule, standing),
                                number=duty.number)

    def faults(self, scope: Scope) -> Sequence[Fault]:
        """Return the terms that were broken, with their reasons."""
        return [Fault(duty.site, self._what(duty.rule, standing), local(standing.due).date(),
                      *_reason(standing, duty.number))
                for duty, standing in self._due(scope)
                if standing.state in (MET_LATE, MISSED) and standing.due]

    def _due(self, scope: Scope) -> Iterator[tuple[DutyThen, Standing]]:
        duties: IDuties = self._registry.getAdapter(scope.portal, IDuties)
        start, end = scope.period.start, scope.period.end
        for site in scope.sites:
            for duty in duties.of_site(site):
                then = _then(duty, scope)
                standing = duties.standing(then, scope.at) if then.events else None
                if standing is not None and standing.state != VOID and (
                        standing.due is not None and start <= standing.due < end):
                    yield then, standing

    def _what(self, code: str, standing: Standing) -> str:
        """Return what was owed, with the number of the paper or the like that it follows from."""
        rules: IDeadlineRules = self._registry.getUtility(IDeadlineRules)
        what = code
        if standing.trigger is not None:
            with suppress(NoDeadline):
                what = rules.nearest(code, standing.trigger).what_in('vi')
        return f'{what} ({standing.evidence})' if standing.evidence else what


def _reason(standing: Standing, number: int) -> tuple[str, str, datetime.datetime | None]:
    """Return reason, record and moment, see ``Fault``."""
    found = standing.reason
    return ('', '', None) if found is None else (found.text, f'duty:{number}', found.moment)


def _then(duty: Duty, scope: Scope) -> DutyThen:
    return DutyThen(duty.number, duty.site, duty.rule, duty.keys, tuple(
        event for event in duty.events if event.moment <= scope.at))

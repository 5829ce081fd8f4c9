"""``IDocumentSystem``, as a plain object."""
from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

from zope.interface import implementer

from ...base.interfaces import IClock
from ...participation.cases.interfaces import (
    ANSWERED,
    UNPUBLISHED,
    ICases,
)
from ...participation.cases.interfaces import CLOSED as ENDED
from ...participation.cases.interfaces import NEW as UNTOUCHED
from ...participation.contributions.interfaces import REFUSED_ON
from ...participation.filedrop.interfaces import IPackages
from .interfaces import (
    CLOSED,
    NEW,
    OPEN,
    PARTS,
    PUBLISHED,
    RECALLED,
    REFUSED,
    IDocumentSystem,
    Issue,
    PartStanding,
    Verdict,
)
from .issues import Issues
from .resource import state_of
from .sources import DocumentSource

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal
    from ...base.profiles import Profile
    from ...participation.cases.interfaces import Case
    from ...platform.scheduling.interfaces import IEnvironment


@implementer(IDocumentSystem)
class DocumentSystem:
    """``IDocumentSystem``."""

    def __init__(self, registry: Registry, profile: Profile,
                 source: DocumentSource | None) -> None:
        self._registry, self.profile, self.source = registry, profile, source

    def standings(self, portal: IPortal) -> list[PartStanding]:
        """See ``IDocumentSystem``."""
        if self.source is None:
            return []
        states = {part: state_of(portal, part) for part, _title in PARTS}
        return [PartStanding(part, each.came, each.why, each.failing)
                for part, each in states.items()]

    def verdict(self, portal: IPortal, case: Case) -> Verdict:
        """See ``IDocumentSystem``."""
        cases: ICases = self._registry.getAdapter(portal, ICases)
        now = self._registry.getUtility(IClock).now()
        standing, last = cases.standing(case, now), case.events[-1]
        at = last.at or last.moment
        refused = next((each for each in reversed(case.events) if each.kind == ANSWERED
                        and each.ground.startswith(REFUSED_ON)), None)
        if standing.item:
            return Verdict(PUBLISHED, standing.item, at, '')
        if refused is not None:
            return Verdict(REFUSED, '', at, cases.text_of(case, refused))
        if any(each.kind == UNPUBLISHED for each in case.events):
            return Verdict(RECALLED, '', at, '')
        if standing.state in ENDED:
            return Verdict(CLOSED, '', at, '')
        return Verdict(NEW if standing.state == UNTOUCHED else OPEN, '', at, '')

    def verdicts(self, portal: IPortal, since: datetime.datetime) -> dict[str, Verdict]:
        """See ``IDocumentSystem``."""
        cases: ICases = self._registry.getAdapter(portal, ICases)
        packages: IPackages = self._registry.getAdapter(portal, IPackages)
        found = {}
        for number, _reference in packages.sent():
            case = cases.get(number)
            if case is None:
                continue
            if case.received < since:
                break
            found[case.code] = self.verdict(portal, case)
        return found

    def package(self, portal: IPortal, code: str) -> tuple[str, Verdict] | None:
        """See ``IDocumentSystem``."""
        cases: ICases = self._registry.getAdapter(portal, ICases)
        packages: IPackages = self._registry.getAdapter(portal, IPackages)
        case = cases.of_code(code)
        reference = '' if case is None else packages.reference(case.number)
        if case is None or not reference:
            return None
        return reference, self.verdict(portal, case)

    def enter(self, environment: IEnvironment, issues: Iterable[Issue]) -> None:
        """See ``IDocumentSystem``."""
        environment.in_transaction(lambda: Issues(environment, self.profile).enter(issues))

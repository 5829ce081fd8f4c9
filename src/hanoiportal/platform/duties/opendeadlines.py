"""What the calendar asks of whoever holds running deadlines, see ``IOpenDeadlines``."""
from collections.abc import Iterator

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.deadlines.interfaces import IDeadlineRules, NoRule
from ...base.interfaces import IClock, IPortal
from ..calendar.interfaces import IOpenDeadlines, OpenDeadline
from .interfaces import RUNNING, IDuties


@implementer(IOpenDeadlines)
class OpenDuties:
    """The duties that run."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def open_deadlines(self, portal: IPortal) -> Iterator[OpenDeadline]:
        """See ``IOpenDeadlines``."""
        duties: IDuties = self._registry.getAdapter(portal, IDuties)
        rules: IDeadlineRules = self._registry.getUtility(IDeadlineRules)
        now = self._registry.getUtility(IClock).now()
        for duty in duties.open_duties():
            standing = duties.standing(duty, now)
            site = portal.__objectmap__.object_for(int(duty.site))
            if standing.trigger is None or standing.state != RUNNING or site is None:
                continue
            try:
                rule = rules.rule(duty.rule, standing.trigger)
            except NoRule:
                continue
            yield OpenDeadline(rule.what, site.title, duty.rule, standing.trigger)

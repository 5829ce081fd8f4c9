"""What became of the duties of sites (13.1), as their register folds it."""
import datetime
from collections.abc import Mapping

from zope.interface import implementer

from ...base.clock import local
from ...base.interfaces import IItem, IPortal
from ...kernel.tree.lookup import is_listed, path_of
from ...platform.duties import interfaces as register
from ...platform.duties.interfaces import IDuties, Standing
from ...platform.scheduling.interfaces import IEnvironment
from .interfaces import IResults
from .values import (
    EXCUSED,
    LATE,
    MET,
    MISSED,
    RUNNING,
    STATED,
    DutyResult,
    WindowResult,
)

#: What the register calls each outcome; a void duty is none.
_STATES = {register.MET: MET, register.MET_LATE: LATE, register.MISSED: MISSED,
           register.EXCUSED: EXCUSED, register.RUNNING: RUNNING}


@implementer(IResults)
class Owed:
    """See ``IResults``."""

    def windows(self, environment: IEnvironment, start: datetime.date,
                end: datetime.date) -> Mapping[int, list[WindowResult]]:
        return {}

    def duties(self, environment: IEnvironment, start: datetime.date,
               end: datetime.date) -> Mapping[int, list[DutyResult]]:
        portal, now = environment.portal, environment.clock.now()
        duties = environment.registry.getAdapter(portal, IDuties)
        found: dict[int, list[DutyResult]] = {}
        for oid in [portal.__oid__, *(site.__oid__ for site in portal['sites'].values())]:
            for duty in duties.of_site(str(oid)):
                standing = duties.standing(duty, now)
                day = None if standing.due is None else local(standing.due).date()
                if day is not None and start <= day < end and standing.state in _STATES:
                    found.setdefault(oid, []).append(_result(portal, duty.rule, day, standing))
        return found


def _result(portal: IPortal, rule: str, day: datetime.date, standing: Standing) -> DutyResult:
    """Return the ``DutyResult`` of a duty; nobody approves its words, so only that there are some
    is told.
    """
    said = standing.reason or standing.excuse
    return DutyResult(rule, day, _STATES[standing.state], _path(portal, standing.item),
                      STATED if said is not None else '')


def _path(portal: IPortal, item: str) -> str:
    """Return the path of the item with that object id, ``''`` if readers do not find it."""
    found = portal.__objectmap__.object_for(int(item)) if item.isdigit() else None
    if not IItem.providedBy(found) or not is_listed(found):
        return ''
    return path_of(found)

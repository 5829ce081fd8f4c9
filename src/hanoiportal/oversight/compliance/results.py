"""What became of the windows of updating (13.2) and of the duties (13.1) of sites, as the features
that know fold them.
"""
import datetime
from collections.abc import Iterable, Iterator, Sequence

from zope.interface import implementer

from ...base.bodies import counted_in
from ...base.clock import ONE_DAY, local
from ...base.interfaces import IItem, IPortal
from ...editorial.freshness import interfaces as freshness
from ...editorial.freshness.interfaces import DayWindow, IFreshness, IReasons
from ...kernel.tree.lookup import is_listed, path_of
from ...platform.duties import interfaces as register
from ...platform.duties.interfaces import Duty, IDuties, Standing
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

#: States of windows that count, and of those whose news alone are counted.
_JUDGED = frozenset({freshness.KEPT, freshness.MISSED})
_ENDED = _JUDGED | {freshness.NOT_OWED, freshness.INDICATIVE}
#: How the key begins of what is owed by a row of a register; its evidence is a public number.
OF_ROW = 'row:'
#: What the register calls each outcome; a void duty is none.
_STATES = {register.MET: MET, register.MET_LATE: LATE, register.MISSED: MISSED,
           register.EXCUSED: EXCUSED, register.RUNNING: RUNNING}


@implementer(IResults)
class Updated:
    """See ``IResults``."""

    def windows(self, environment: IEnvironment, start: datetime.date,
                end: datetime.date) -> Iterator[tuple[int, Iterator[WindowResult]]]:
        portal, now = environment.portal, environment.clock.now()
        last = min(end - ONE_DAY, local(now).date())
        found = environment.request.service(IFreshness).of_sites(portal, start, last, now)
        reasons = environment.request.service(IReasons)
        return ((site.__oid__, _results(portal, windows, reasons, now))
                for site, windows in found)

    def duties(self, environment: IEnvironment, start: datetime.date,
               end: datetime.date) -> tuple[()]:
        return ()


def _results(portal: IPortal, windows: Sequence[DayWindow], reasons: IReasons,
             now: datetime.datetime) -> Iterator[WindowResult]:
    """Yield what became of each of ``windows`` that has ended and was owed, or brought news."""
    for window in windows:
        owed = window.state in _JUDGED
        if window.state in _ENDED and window.closes <= now and (owed or window.came):
            is_missed = window.state == freshness.MISSED
            reason, words = _why(portal, window, reasons) if is_missed else ('', '')
            yield WindowResult(window.day, window.code, window.state == freshness.KEPT, owed,
                               len(window.came), reason, words)


def _why(portal: IPortal, window: DayWindow, reasons: IReasons) -> tuple[str, str]:
    """Return the code and the words of the reason of a missed window; words that are not approved
    stay inside.
    """
    reason = reasons.find(portal, window.key)
    if reason is None:
        return '', ''
    return STATED, reason.last.text if reason.state == freshness.APPROVED else ''


@implementer(IResults)
class Owed:
    """See ``IResults``."""

    def windows(self, environment: IEnvironment, start: datetime.date,
                end: datetime.date) -> tuple[()]:
        return ()

    def duties(self, environment: IEnvironment, start: datetime.date,
               end: datetime.date) -> Iterable[tuple[int, list[DutyResult]]]:
        portal, now = environment.portal, environment.clock.now()
        duties = environment.registry.getAdapter(portal, IDuties)
        found: dict[int, list[DutyResult]] = {}
        for site in counted_in(portal):
            oid = site.__oid__
            for duty in duties.of_site(str(oid)):
                standing = duties.standing(duty, now)
                day = None if standing.due is None else local(standing.due).date()
                if day is not None and start <= day < end and standing.state in _STATES:
                    found.setdefault(oid, []).append(_result(portal, duty, day, standing))
        return found.items()


def _result(portal: IPortal, duty: Duty, day: datetime.date, standing: Standing) -> DutyResult:
    """Return the ``DutyResult`` of a duty; of words that are not approved only that there are some
    is told.
    """
    said = standing.reason or standing.excuse
    is_of_row = duty.keys[0].startswith(OF_ROW)
    return DutyResult(duty.rule, day, _STATES[standing.state], _path(portal, standing.item),
                      STATED if said is not None else '', standing.words,
                      standing.evidence if is_of_row else '')


def _path(portal: IPortal, item: str) -> str:
    """Return the path of the item with that object id, ``''`` if readers do not find it."""
    found = portal.__objectmap__.object_for(int(item)) if item.isdigit() else None
    if not IItem.providedBy(found) or not is_listed(found):
        return ''
    return path_of(found)

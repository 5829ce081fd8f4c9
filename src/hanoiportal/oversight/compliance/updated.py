"""What became of the windows of updating (13.2), as freshness folds them."""
import datetime
from collections.abc import Iterator, Mapping, Sequence

from zope.interface import implementer

from ...base.clock import local
from ...base.interfaces import IPortal
from ...editorial.freshness.interfaces import (
    APPROVED,
    INDICATIVE,
    KEPT,
    MISSED,
    NOT_OWED,
    DayWindow,
    IFreshness,
    IReasons,
)
from ...platform.scheduling.interfaces import IEnvironment
from .interfaces import IResults
from .values import STATED, DutyResult, WindowResult

_ENDED = frozenset({KEPT, MISSED, NOT_OWED, INDICATIVE})
_ONE_DAY = datetime.timedelta(days=1)


@implementer(IResults)
class Updated:
    """See ``IResults``."""

    def windows(self, environment: IEnvironment, start: datetime.date,
                end: datetime.date) -> Mapping[int, list[WindowResult]]:
        portal, now = environment.portal, environment.clock.now()
        last = min(end - _ONE_DAY, local(now).date())
        found = environment.request.service(IFreshness).of_sites(portal, start, last, now)
        reasons = environment.request.service(IReasons)
        return {site.__oid__: list(_results(portal, windows, reasons, now))
                for site, windows in found.items()}

    def duties(self, environment: IEnvironment, start: datetime.date,
               end: datetime.date) -> Mapping[int, list[DutyResult]]:
        return {}


def _results(portal: IPortal, windows: Sequence[DayWindow], reasons: IReasons,
             now: datetime.datetime) -> Iterator[WindowResult]:
    """Yield what became of each of ``windows`` that has ended and was owed, or brought news."""
    for window in windows:
        owed = window.state in (KEPT, MISSED)
        if window.state in _ENDED and window.closes <= now and (owed or window.came):
            reason, words = _why(portal, window, reasons) if window.state == MISSED else ('', '')
            yield WindowResult(window.day, window.code, window.state == KEPT, owed,
                               len(window.came), reason, words)


def _why(portal: IPortal, window: DayWindow, reasons: IReasons) -> tuple[str, str]:
    """Return the code and the words of the reason of a missed window; words that are not approved
    stay inside.
    """
    reason = reasons.find(portal, window.key)
    if reason is None:
        return '', ''
    return STATED, reason.last.text if reason.state == APPROVED else ''


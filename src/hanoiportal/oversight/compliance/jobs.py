"""When it is looked: each quarter of an hour, and when a window of updating has closed."""
import datetime

from ...base.clock import HANOI, local
from ...base.interfaces import IPortal, ISite
from ...editorial.windows.interfaces import IWindows
from ...platform.scheduling.interfaces import IEnvironment
from .interfaces import ICompliance
from .resource import gathered_of

#: Seconds between two runs of the job.
EVERY = 60
#: Minutes of a slot of which at most one look falls, besides those after windows.
SLOT = 15
#: Sites whose functions are checked in one run, so that no run holds up others for long.
AT_ONCE = 5


def follow(environment: IEnvironment) -> None:
    """Job: check some sites, and look at all if it is time."""
    compliance = environment.registry.getUtility(ICompliance)
    compliance.check(environment, AT_ONCE)
    looked, now = gathered_of(environment.portal).looked, environment.clock.now()
    if looked is None or slot(looked) < slot(now) or has_closed(environment, looked, now):
        compliance.look(environment)


def slot(moment: datetime.datetime) -> datetime.datetime:
    """Return the beginning, local, of the quarter of an hour in which the aware ``moment`` lies.
    """
    at = local(moment)
    return at.replace(minute=at.minute - at.minute % SLOT, second=0, microsecond=0)


def has_closed(environment: IEnvironment, since: datetime.datetime,
               now: datetime.datetime) -> bool:
    """Return whether a window of a site has closed after ``since``, up to ``now``, both aware and
    of one quarter of an hour.
    """
    windows, day = environment.registry.getUtility(IWindows), local(now).date()
    return any(
        since < datetime.datetime.combine(day, window.closes, HANOI) <= now
        for site in _one_of_each_kind(environment.portal)
        for window in windows.on(site, day, lambda _day: True))


def _one_of_each_kind(portal: IPortal) -> list[ISite]:
    """Return the portal and a component site: all of a kind have the same windows."""
    return [portal, *list(portal['sites'].values())[:1]]

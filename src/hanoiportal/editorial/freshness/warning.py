"""Who is on duty is told some minutes before a window ends with nothing in it, once (13.2)."""
import datetime
from collections.abc import Iterator

from ...base.clock import local, shown_date, shown_time
from ...base.i18n import DEFAULT
from ...base.interfaces import IPortal, ISite
from ...kernel.security.authorization.grants import holders_of
from ...kernel.security.authorization.roles import DEPUTY_HEAD, HEAD
from ...platform.notifications.interfaces import INotifying
from ...platform.scheduling.interfaces import IEnvironment
from ..boards.interfaces import IRoster
from ..windows.interfaces import COMPONENT, PORTAL, IWindows
from .fold import at
from .interfaces import OPEN, DayWindow, IFreshnessRules
from .resource import get_or_create_settled, settled_of
from .services import freshness

CLOSING, OVER = 'window_closing', 'window_missed'
#: A breach is told to the heads within this time after its end; the desk tells of older ones.
FRESH = datetime.timedelta(days=1)
#: ISO day, kind of site and code of a window.
Mark = tuple[str, str, str]


def warn(environment: IEnvironment) -> None:
    """Tell who is on duty of each window that will soon end with nothing in it and nothing
    scheduled: for all sites at once, in one transaction, once for each window.
    """
    environment.in_transaction(lambda: _warn(environment))


def tell_of_breach(environment: IEnvironment, site: ISite, window: DayWindow) -> None:
    """Tell the heads of the board of ``site`` that ``window`` was missed and needs a reason."""
    now = environment.clock.now()
    if now - window.closes < FRESH:
        environment.request.service(INotifying).notify(
            holders_of(site, {HEAD, DEPUTY_HEAD}, now), site, OVER, note=_note(window))


def _warn(environment: IEnvironment) -> None:
    portal, now = environment.portal, environment.clock.now()
    marks = set(_ending(environment, now)) - set(settled_of(portal).warned)
    if not marks:
        return
    _keep(portal, marks, now)
    day, fresh = local(now).date(), freshness(environment.registry)
    planned = fresh.planned(portal, at(day, datetime.time.max))
    for site, windows in fresh.of_sites(portal, day, day, now):
        kind = PORTAL if IPortal.providedBy(site) else COMPONENT
        coming = [each.moment for each in planned.get(site, ())]
        for window in windows:
            if (day.isoformat(), kind, window.code) in marks and window.state == OPEN and not any(
                    window.opens <= each < window.closes for each in coming):
                _tell(environment, site, window, now)


def _ending(environment: IEnvironment, now: datetime.datetime) -> Iterator[Mark]:
    """Yield the marks of the windows that end soon, as a decision has them."""
    day = local(now).date()
    decision = environment.registry.getUtility(IWindows).decided(environment.portal, day)
    if decision is None:
        return
    minutes = environment.registry.getUtility(IFreshnessRules).amount('warning', now)
    for (kind, code), (_opens, closes) in decision.hours.items():
        end = at(day, closes)
        if end - datetime.timedelta(minutes=minutes) <= now < end:
            yield day.isoformat(), kind, code


def _keep(portal: IPortal, marks: set[Mark], now: datetime.datetime) -> None:
    """Keep that of these windows people were told; forget those of days before yesterday."""
    warned = get_or_create_settled(portal).warned
    for old in list(warned.keys(max=((local(now) - FRESH).date().isoformat(),))):
        warned.remove(old)
    warned.update(marks)


def _tell(environment: IEnvironment, site: ISite, window: DayWindow,
          now: datetime.datetime) -> None:
    roster: IRoster = environment.request.service(IRoster)
    free = {each.code for each in roster.holes(site, window.day)}
    account = roster.on_duty(site, window.day).get(window.code)
    people = {account} if account and window.code not in free else holders_of(site, {HEAD}, now)
    environment.request.service(INotifying).notify(people, site, CLOSING, note=_note(window))


def _note(window: DayWindow) -> str:
    """Return which window it is, in Vietnamese: a notice has no language of its own."""
    opens, closes = (shown_time(local(each)) for each in (window.opens, window.closes))
    return f'{window.title}, {opens}–{closes}, {shown_date(window.day, DEFAULT)}'

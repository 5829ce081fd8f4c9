"""The heads of a board are reminded of the windows of tomorrow that nobody sees to."""
import datetime
from functools import partial

from ...base.clock import local
from ...base.interfaces import IClock, ISite
from ...kernel.security.authorization.grants import holders_of
from ...kernel.security.authorization.roles import DEPUTY_HEAD, HEAD
from ...platform.notifications.interfaces import INotifying
from ...platform.scheduling.interfaces import IEnvironment
from ..windows.interfaces import IWindow
from .interfaces import IRoster

#: From this hour of Hanoi people are reminded of what is missing tomorrow.
MORNING = 8


def tell_of_holes(environment: IEnvironment) -> None:
    """Tell the heads and deputies of each board, once, which windows nobody sees to tomorrow: a
    job of the scheduler.
    """
    now = environment.registry.getUtility(IClock).now()
    if environment.portal is None or local(now).hour < MORNING:
        return
    roster = environment.request.service(IRoster)
    notifying = environment.request.service(INotifying)
    for site, day, windows in list(roster.holes_ahead(environment.portal)):
        note = f'{day:%d/%m/%Y}: ' + ', '.join(map(_title, windows))
        environment.in_transaction(partial(_tell, notifying, site, note, now))


def _tell(notifying: INotifying, site: ISite, note: str, now: datetime.datetime) -> None:
    notifying.remind(holders_of(site, {HEAD, DEPUTY_HEAD}, now), site, 'roster_hole', note=note)


def _title(window: IWindow) -> str:
    """Return the Vietnamese title of a window; message ids are the Vietnamese texts."""
    return str(window.title)

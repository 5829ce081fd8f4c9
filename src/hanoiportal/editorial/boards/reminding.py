"""The heads of a board are reminded of the windows of tomorrow that nobody sees to."""
from ...base.clock import local
from ...base.interfaces import IClock
from ...kernel.security.authorization.grants import holders_of
from ...kernel.security.authorization.roles import DEPUTY_HEAD, HEAD
from ...platform.notifications.interfaces import INotifying
from .interfaces import IRoster

#: From this hour of Hanoi people are reminded of what is missing tomorrow.
MORNING = 8


def tell_of_holes(environment):
    """Tell the heads and deputies of each board, once, which windows nobody sees to tomorrow: a
    job of the scheduler.
    """
    now = environment.registry.getUtility(IClock).now()
    if local(now).hour < MORNING:
        return
    roster = environment.request.service(IRoster)
    notifying = environment.request.service(INotifying)
    for site, day, windows in list(roster.holes_ahead(environment.portal)):
        environment.in_transaction(lambda site=site, day=day, windows=windows: (
            notifying.remind(
                holders_of(site, {HEAD, DEPUTY_HEAD}, now), site, 'roster_hole',
                note=f'{day:%d/%m/%Y}: ' + ', '.join(map(_title, windows)))))


def _title(window):
    """Return the Vietnamese title of a window; message ids are the Vietnamese texts."""
    return str(window.title)

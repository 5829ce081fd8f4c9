"""What boards are reminded of: an emergency nobody has looked at again, holes in the roster."""
import datetime

from zope.interface import implementer

from ...base.clock import local
from ...base.interfaces import IClock
from ...base.workdays.interfaces import ICalendar
from ...editorial.boards.interfaces import IRoster
from ...kernel.security.authorization.roles import DEPUTY_HEAD, HEAD
from ...kernel.workflow.interfaces import PUBLIC
from ...kernel.workflow.records import IN_EMERGENCY
from ..scheduling.interfaces import IDue
from .concerned import board_of, holders_of
from .interfaces import INotifying

DAY = datetime.timedelta(days=1)
#: From this hour of Hanoi people are reminded of what is missing tomorrow.
MORNING = 8


@implementer(IDue)
class SecondLook:
    """Reminds the board in the morning of the day on which another member must have looked at
    what the head published alone, and on each day after, until somebody has.
    """

    kind = 'second look'

    def __init__(self, registry):
        self._registry = registry

    def moments(self, document):
        review = document.concluded
        if document.state not in PUBLIC or review is None or (
                not review.is_emergency or review.second_look is not None):
            return []
        if review.reminded_at is not None:
            return [review.reminded_at + DAY]
        published = next(each.moment for each in review.approvals if each.kind == IN_EMERGENCY)
        return [_morning_of(self._registry.getUtility(ICalendar).add_workdays(
            published, 1, weekends_only=True))]

    def act(self, environment, document, now):
        if not any(moment <= now for moment in self.moments(document)):
            return False
        document.concluded.reminded_at = now
        environment.request.service(INotifying).remind(
            board_of(document, now), document, 'second_look')
        return True

    def failed(self, environment, document, error):
        return True


def _morning_of(moment):
    return local(moment).replace(hour=MORNING, minute=0, second=0, microsecond=0).astimezone(
        datetime.timezone.utc)


def tell_of_holes(environment):
    """Tell the heads and deputies of each board, once, which windows nobody sees to tomorrow: a
    job of the scheduler.
    """
    now = environment.registry.getUtility(IClock).now()
    if local(now).hour < MORNING:
        return
    roster = environment.request.service(IRoster)
    for site, day, windows in list(roster.holes_ahead(environment.portal)):
        environment.in_transaction(lambda site=site, day=day, windows=windows: (
            environment.request.service(INotifying).remind(
                holders_of(site, {HEAD, DEPUTY_HEAD}, now), site, 'roster_hole',
                note=f'{day:%d/%m/%Y}: ' + ', '.join(map(_title, windows)))))


def _title(window):
    """Return the Vietnamese title of a window; message ids are the Vietnamese texts."""
    return str(window.title)

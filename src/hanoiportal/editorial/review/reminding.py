"""What boards are reminded of: an emergency that nobody has looked at again."""
import datetime

from zope.interface import implementer

from ...base.clock import local
from ...base.workdays.interfaces import ICalendar
from ...kernel.workflow.interfaces import PUBLIC
from ...kernel.workflow.records import IN_EMERGENCY
from ...platform.notifications.interfaces import INotifying
from ...platform.scheduling.interfaces import IDue

DAY = datetime.timedelta(days=1)
#: From this hour of Hanoi people are reminded of what is due on the day.
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
        notifying = environment.request.service(INotifying)
        notifying.remind(notifying.board_of(document), document, 'second_look')
        return True

    def failed(self, environment, document, error):
        return True


def _morning_of(moment):
    return local(moment).replace(hour=MORNING, minute=0, second=0, microsecond=0).astimezone(
        datetime.timezone.utc)

"""What boards are reminded of: an emergency that nobody has looked at again."""
import datetime
from typing import cast

from pyramid.registry import Registry

from ...base.clock import local
from ...base.deadlines.owndays import in_working_days
from ...kernel.tree.resources import Described
from ...kernel.workflow.interfaces import PUBLIC
from ...kernel.workflow.records import IN_EMERGENCY, Review
from ...platform.calendar.interfaces import ICalendars
from ...platform.notifications.interfaces import INotifying
from ...platform.scheduling.interfaces import IEnvironment, Reminder
from .interfaces import WORKDAYS

DAY = datetime.timedelta(days=1)
#: From this hour of Hanoi people are reminded of what is due on the day.
MORNING = 8


def second_look(registry: Registry) -> Reminder:
    """Return the ``IDue`` that reminds the board in the morning of the day on which another member
    must have looked at what the head published alone, and on each day after, until somebody has.
    """
    def waiting(document: Described) -> list[tuple[datetime.datetime, None]]:
        review = document.concluded
        if document.state not in PUBLIC or review is None or (
                not review.is_emergency or review.second_look is not None):
            return []
        if review.reminded_at is not None:
            return [(review.reminded_at + DAY, None)]
        published = next(each.moment for each in review.approvals if each.kind == IN_EMERGENCY)
        calendar = registry.getUtility(ICalendars)(document).known_on()
        return [(_morning_of(in_working_days(WORKDAYS, published, calendar).due), None)]

    return Reminder('second look', waiting, _remind)


def _remind(environment: IEnvironment, document: Described, _subjects: list[None],
            now: datetime.datetime) -> None:
    cast(Review, document.concluded).reminded_at = now  # as ``waiting`` has seen
    notifying = environment.request.service(INotifying)
    notifying.remind(notifying.board_of(document), document, 'second_look')


def _morning_of(moment: datetime.datetime) -> datetime.datetime:
    return local(moment).replace(hour=MORNING, minute=0, second=0, microsecond=0).astimezone(
        datetime.timezone.utc)

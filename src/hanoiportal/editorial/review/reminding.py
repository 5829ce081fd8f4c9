"""What boards are reminded of: an emergency that nobody has looked at again."""
import datetime
from typing import cast

from pyramid.registry import Registry

from ...base.clock import local
from ...kernel.tree.lookup import find_portal
from ...kernel.tree.resources import Described
from ...kernel.workflow.records import Review
from ...platform.notifications.interfaces import INotifying
from ...platform.scheduling.interfaces import IEnvironment, Reminder
from .terms import SECOND_LOOK, due_from, unseen_since

DAY = datetime.timedelta(days=1)
#: From this hour of Hanoi people are reminded of what is due on the day.
MORNING = 8


def second_look(registry: Registry) -> Reminder:
    """Return the ``IDue`` that reminds the board in the morning of the day on which another member
    must have looked at what the head published alone, and on each day after, until somebody has.
    """
    def waiting(document: Described) -> list[tuple[datetime.datetime, None]]:
        published = unseen_since(document)
        if published is None:
            return []
        reminded = cast(Review, document.concluded).reminded_at
        if reminded is not None:
            return [(reminded + DAY, None)]
        return [(_morning_of(due_from(published, find_portal(document), registry)), None)]

    return Reminder(SECOND_LOOK, waiting, _remind)


def _remind(environment: IEnvironment, document: Described, _subjects: list[None],
            now: datetime.datetime) -> None:
    cast(Review, document.concluded).reminded_at = now  # as ``waiting`` has seen
    notifying = environment.request.service(INotifying)
    notifying.remind(notifying.board_of(document), document, 'second_look')


def _morning_of(moment: datetime.datetime) -> datetime.datetime:
    return local(moment).replace(hour=MORNING, minute=0, second=0, microsecond=0).astimezone(
        datetime.timezone.utc)

"""On the morning of the day of its review the board is reminded of a page, once (17.1)."""
import datetime

from persistent import Persistent

from ...base.clock import HANOI, UTC
from ...base.interfaces import IResource
from ...kernel.workflow.interfaces import PUBLIC
from ...platform.notifications.interfaces import INotifying
from ...platform.scheduling.interfaces import IEnvironment, Reminder
from .days import due_of, is_standing

MORNING = datetime.time(8)


def waiting(document: IResource) -> list[tuple[datetime.datetime, datetime.date]]:
    """Return the day of the next review and its morning, aware UTC, until the board is reminded;
    ``page.reminded_of`` is the day that it was reminded of last.
    """
    if not is_standing(document) or document.state not in PUBLIC:
        return []
    due = due_of(document)
    if due is None or getattr(document, 'reminded_of', None) == due:
        return []
    return [(datetime.datetime.combine(due, MORNING, HANOI).astimezone(UTC), due)]


def remind(environment: IEnvironment, document: Persistent, days: list[datetime.date],
           now: datetime.datetime) -> None:
    """Remind the board of the review by the one of ``days``."""
    [document.reminded_of] = days
    notifying = environment.request.service(INotifying)
    notifying.notify(notifying.board_of(document), document, 'review_due',
                     note=f'{document.reminded_of:%d/%m/%Y}')


REMINDING = Reminder('review', waiting, remind)

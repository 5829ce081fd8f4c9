"""A day before its term a task is called to mind, once."""
import datetime
from collections.abc import Iterator

from ...kernel.tree.lookup import in_work
from ...kernel.tree.resources import Described
from ...platform.notifications.interfaces import INotifying
from ...platform.scheduling.interfaces import IEnvironment, Reminder
from .calling import doers_of
from .resource import Task

DAY = datetime.timedelta(days=1)


def waiting(document: Described) -> Iterator[tuple[datetime.datetime, Task]]:
    """Yield each task that is still to be called to mind, and when, aware UTC: none that was given
    less than a day before its term.
    """
    review = in_work(document).review
    for task in review.tasks if review is not None else ():
        if task.is_open and task.wish.due is not None and not task.reminded and (
                task.wish.due - DAY > task.assigned_at):
            yield task.wish.due - DAY, task


def remind(environment: IEnvironment, document: Described, tasks: list[Task],
           now: datetime.datetime) -> None:
    """Remind those who may do them of ``tasks``."""
    for task in tasks:
        task.reminded = True
        environment.request.service(INotifying).notify(
            doers_of(document, task, now), document, 'task_due', number=task.number)


REMINDING = Reminder('task', waiting, remind)

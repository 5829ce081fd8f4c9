"""A day before its term a task is called to mind, once."""
import datetime
from collections.abc import Iterator
from functools import partial

from pyramid.registry import Registry

from ...kernel.tree.lookup import in_work
from ...kernel.tree.resources import Described
from ...platform.notifications.interfaces import INotifying
from ...platform.scheduling.interfaces import IEnvironment, Reminder
from .calling import doers_of
from .resource import Task
from .terms import due_of, is_late

DAY = datetime.timedelta(days=1)
#: Kind of these moments in the agenda.
TASK = 'task'


def reminder(registry: Registry) -> Reminder:
    """Return the ``IDue`` of the tasks, whose terms are those of the calendar as it is known."""
    return Reminder(TASK, partial(waiting, registry), remind)


def waiting(registry: Registry, document: Described) -> Iterator[tuple[datetime.datetime, Task]]:
    """Yield each task that is still to be called to mind, and when, aware UTC: none that was given
    less than a day before its term.
    """
    review = in_work(document).review
    for task in review.tasks if review is not None else ():
        due = due_of(task, document, registry) if task.is_open and not task.reminded else None
        if due is not None and due - DAY > task.assigned_at:
            yield due - DAY, task


def remind(environment: IEnvironment, document: Described, tasks: list[Task],
           now: datetime.datetime) -> None:
    """Remind those who may do them of ``tasks``, but not of a term that is over by now."""
    for task in tasks:
        task.reminded = True
        if is_late(task, document, environment.registry, now):
            continue
        environment.request.service(INotifying).notify(
            doers_of(document, task, now), document, 'task_due', number=task.number)


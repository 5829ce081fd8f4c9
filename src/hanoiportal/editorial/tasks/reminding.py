"""A day before its term a task is called to mind, once."""
import datetime

from zope.interface import implementer

from ...kernel.tree.lookup import in_work
from ...platform.notifications.interfaces import INotifying
from ...platform.scheduling.interfaces import IDue
from .calling import doers_of

DAY = datetime.timedelta(days=1)


@implementer(IDue)
class Reminding:
    """See ``IDue``: of what was given less than a day before its term nobody is reminded."""

    kind = 'task'

    def moments(self, document):
        return [task.wish.due - DAY for task in _to_remind_of(document)]

    def act(self, environment, document, now):
        due = [task for task in _to_remind_of(document) if task.wish.due - DAY <= now]
        for task in due:
            task.reminded = True
            environment.request.service(INotifying).notify(
                doers_of(document, task, now), document, 'task_due', number=task.number)
        return bool(due)

    def failed(self, environment, document, error):
        return True


def _to_remind_of(document):
    review = in_work(document).review
    return [task for task in (review.tasks if review is not None else ())
            if task.is_open and task.wish.due is not None and not task.reminded
            and task.wish.due - DAY > task.assigned_at]


REMINDING = Reminding()

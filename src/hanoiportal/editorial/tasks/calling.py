"""Telling those whose turn it is, and nobody else."""
import datetime
from typing import cast

from ...kernel.security.authorization.grants import holders_of
from ...kernel.tree.events import Send
from ...kernel.tree.lookup import find_portal, in_work
from ...kernel.tree.resources import Described
from ...kernel.workflow.records import Review
from ...platform.notifications.interfaces import NotificationRequested
from .absence import deputises_for
from .kinds import BY_OTHERS, ROLES
from .resource import Task
from .turns import advance

#: Characters of the note that are kept with a notification.
_LONGEST = 500


def doers_of(document: Described, task: Task, now: datetime.datetime) -> set[str]:
    """Return the ids of the accounts that may do ``task``, or claim it."""
    if task.holder:
        return deputises_for(find_portal(document), task.holder, now)
    holder = in_work(document)
    people = holders_of(holder, ROLES[task.role], now)
    return people - cast(Review, holder.review).authors if task.wish.kind in BY_OTHERS else people


def call_of(document: Described, task: Task, now: datetime.datetime, actor: str) -> (
        NotificationRequested):
    """Return the event that tells those who may do ``task`` of it."""
    return NotificationRequested(document, doers_of(document, task, now), 'task', actor,
                  note=task.wish.note[:_LONGEST])


def move_on(document: Described, review: Review, now: datetime.datetime, actor: str,
            notify: Send) -> None:
    """Let the tasks in ``review`` wait, be open or end, and tell of those that have opened."""
    for task in advance(review.tasks, now, actor):
        notify(call_of(document, task, now, actor))

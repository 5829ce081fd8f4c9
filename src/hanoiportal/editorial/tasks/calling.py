"""Telling those whose turn it is, and nobody else."""
from ...kernel.security.authorization.grants import holders_of
from ...kernel.tree.lookup import find_portal, in_work
from ...platform.notifications.interfaces import NotificationRequested
from .absence import deputises_for
from .kinds import BY_OTHERS, ROLES
from .turns import advance

#: Characters of the note that are kept with a notification.
_LONGEST = 500


def doers_of(document, task, now):
    """Return the ids of the accounts that may do ``task``, or claim it."""
    if task.holder:
        return deputises_for(find_portal(document), task.holder, now)
    holder = in_work(document)
    people = holders_of(holder, ROLES[task.role], now)
    return people - holder.review.authors if task.wish.kind in BY_OTHERS else people


def call_of(document, task, now, actor):
    """Return the event that tells those who may do ``task`` of it."""
    return NotificationRequested(document, doers_of(document, task, now), 'task', actor,
                  note=task.wish.note[:_LONGEST])


def move_on(document, review, now, actor, notify):
    """Let the tasks in ``review`` wait, be open or end, and tell of those that have opened.

    ``notify``: callable(event).
    """
    for task in advance(review.tasks, now, actor):
        notify(call_of(document, task, now, actor))

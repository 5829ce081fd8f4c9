"""A new row of the calendar moves the term of a task: whoever is to do it is told of both days.

In steps, each a transaction of ``interactions``, so that a run which was stopped is gone on with,
and everybody is told of a move once.
"""
from __future__ import annotations

import datetime
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from ...base.clock import local, shown_date
from ...base.deadlines.owndays import in_working_days
from ...base.i18n import DEFAULT
from ...base.interfaces import IWorkingVersion
from ...kernel.security.interactions import interactions_of
from ...kernel.tree.lookup import find_portal
from ...platform.calendar.interfaces import ICalendars, IKnownCalendars
from ...platform.notifications.interfaces import INotifying
from .calling import doers_of
from .kinds import ROLES, UNCLAIMED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...base.interfaces import IPortal
    from ...kernel.tree.resources import Described
    from ...platform.scheduling.interfaces import IEnvironment
    from .resource import Task

#: Name in the root of the database of how far rows were followed: the number of the last that was,
#: that of the last of the present run, and the id of the last text that the run has looked at.
KEY = 'task calendar'
#: Texts in one transaction.
BATCH = 100
#: Kind of the notice.
REDATED = 'task_redated'


def redate(environment: IEnvironment) -> None:
    """Tell of what new rows move: a job of the scheduler."""
    while environment.in_transaction(partial(_step, environment)):
        pass


def _step(environment: IEnvironment) -> bool:
    """Look at some texts; return whether there is more to do."""
    root = interactions_of(environment.portal)
    calendars: IKnownCalendars = environment.registry.getUtility(ICalendars)(environment.portal)
    done, target, at = root.get(KEY, (0, 0, 0))
    if target == done == calendars.last:
        return False
    target = target if target > done else calendars.last
    texts = list(islice(_with_tasks(environment.portal, at), BATCH))
    for _oid, text in texts:
        _tell(environment, text, calendars, done, target)
    root[KEY] = (done, target, texts[-1][0]) if texts else (target, target, 0)
    return True


def _with_tasks(portal: IPortal, after: int) -> Iterator[tuple[int, Described]]:
    """Yield ``(id, text)`` of what somebody has an open task on, by ids above ``after``."""
    root = find_portal(portal)
    names = (*root['accounts'].by_id, *(UNCLAIMED + role for role in ROLES))
    for oid in sorted(root.indexes.catalog['assignees'].bitmap_of_any(names)):
        text = root.__objectmap__.object_for(oid) if oid > after else None
        if text is not None:
            yield oid, text


def _tell(environment: IEnvironment, text: Described, calendars: IKnownCalendars, done: int,
          target: int) -> None:
    """Tell of the tasks on ``text`` whose terms the rows after ``done`` up to ``target`` move."""
    document = text.__parent__ if IWorkingVersion.providedBy(text) else text
    notifying, now = environment.request.service(INotifying), environment.clock.now()
    for task in text.review.tasks if text.review is not None else ():
        if not task.is_open or not task.wish.days:
            continue
        known = max((row.number for row in calendars.entered(done)
                     if row.entered_at <= task.assigned_at), default=done)
        before, after = (_due(task, calendars, number) for number in (known, max(known, target)))
        if before != after:
            days = (shown_date(local(each).date(), DEFAULT) for each in (before, after))
            notifying.notify(doers_of(document, task, now), document, REDATED,
                             note=' → '.join(days), number=task.number)


def _due(task: Task, calendars: IKnownCalendars, number: int) -> datetime.datetime:
    calendar = calendars.known_on(row=number)
    return in_working_days(task.wish.days, task.assigned_at, calendar).due

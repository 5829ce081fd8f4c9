"""Hạn của việc được giao: computed from its working days by the calendar as it is known now.

What was told when the task was given stays beside it, ``Wish.due``.
"""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ...base.deadlines.owndays import in_working_days
from ...platform.calendar.interfaces import ICalendars

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IResource
    from .resource import Task


def due_of(task: Task, place: IResource, registry: Registry) -> datetime.datetime | None:
    """Return by when ``task`` is to be done, aware UTC; ``None`` if it has no term.

    ``place``: any resource of the portal.  A day off that was entered since it was given moves it.
    """
    if not task.wish.days:
        return task.wish.due
    calendar = registry.getUtility(ICalendars)(place).known_on()
    return in_working_days(task.wish.days, task.assigned_at, calendar).due


def told_before(task: Task, due: datetime.datetime | None) -> datetime.datetime | None:
    """Return the term that was told when ``task`` was given, ``None`` if it is still ``due``."""
    return None if task.wish.due == due else task.wish.due


def is_late(task: Task, place: IResource, registry: Registry, now: datetime.datetime) -> bool:
    """Return whether the term of ``task`` is over at ``now``, aware, and it has not ended."""
    due = due_of(task, place, registry)
    return not task.is_ended and due is not None and due < now

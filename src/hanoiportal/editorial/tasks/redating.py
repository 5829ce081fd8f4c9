"""The terms of tasks that a new row of the calendar moves, see ``WorkingTerms``."""
from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ...base.interfaces import IClock, IWorkingVersion
from ...kernel.tree.lookup import find_portal, find_site
from ...platform.calendar.interfaces import WorkingTerm
from .calling import doers_of
from .kinds import KINDS, ROLES, UNCLAIMED

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from pyramid.registry import Registry

    from ...base.interfaces import IPortal
    from ...kernel.tree.resources import Described

#: Kind of the notice.
REDATED = 'task_redated'


def running(registry: Registry, portal: IPortal,
            after: int) -> Iterator[tuple[int, Iterator[WorkingTerm]]]:
    """Yield the terms of what somebody has an open task on, by the ids of the texts."""
    root, now = find_portal(portal), registry.getUtility(IClock).now()
    names = (*root['accounts'].by_id, *(UNCLAIMED + role for role in ROLES))
    for oid in sorted(root.indexes.catalog['assignees'].bitmap_of_any(names)):
        text = root.__objectmap__.object_for(oid) if oid > after else None
        if text is not None:
            yield oid, _terms(text, now)


def _terms(text: Described, now: datetime.datetime) -> Iterator[WorkingTerm]:
    """Yield those of the tasks on ``text``; they are named by their kind, not by their text, which
    may be secret yet.
    """
    document = text.__parent__ if IWorkingVersion.providedBy(text) else text
    for task in text.review.tasks if text.review is not None else ():
        if task.is_open and task.wish.days:
            yield WorkingTerm(
                KINDS[task.wish.kind], find_site(document).title, task.assigned_at,
                task.wish.days, document, partial(doers_of, document, task, now), task.number)

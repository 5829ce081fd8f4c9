"""What the calendar asks of whoever holds running deadlines, see ``IOpenDeadlines``."""
from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

from zope.interface import implementer

from ...kernel.tree.lookup import find_site, in_work
from ...platform.calendar.interfaces import IOpenDeadlines, OpenDeadline
from ...platform.scheduling.interfaces import IAgenda
from .kinds import KINDS
from .reminding import TASK

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal

_LATEST = datetime.datetime(9999, 1, 1, tzinfo=datetime.timezone.utc)


@implementer(IOpenDeadlines)
class OpenTasks:
    """The tasks with a term of working days that are still to be called to mind.

    They are named by their kind, not by their text, which may be secret yet.
    """

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def open_deadlines(self, portal: IPortal) -> Iterator[OpenDeadline]:
        """See ``IOpenDeadlines``."""
        agenda: IAgenda = self._registry.getUtility(IAgenda)
        for oid in sorted({oid for _moment, oid in agenda.ahead(portal, {TASK}, _LATEST)}):
            document = portal.__objectmap__.object_for(oid)
            review = None if document is None else in_work(document).review
            for task in review.tasks if review is not None else ():
                if task.is_open and task.wish.days:
                    yield OpenDeadline(
                        KINDS[task.wish.kind], find_site(document).title, '', task.assigned_at,
                        days=task.wish.days)

"""What an item must be public by, and whether it is."""
import datetime
from collections.abc import Callable
from dataclasses import dataclass

from persistent import Persistent
from pyramid.registry import Registry

from ...base.clock import end_of
from ...base.deadlines.engine import Deadline
from ...base.deadlines.interfaces import NoDeadline
from ...kernel.tree.lookup import in_work
from ...kernel.workflow.interfaces import IN_WORK, PUBLIC
from ...platform.calendar.interfaces import IDeadlines, IDeadlinesOf
from .interfaces import SPOKESPERSON, STATEMENT, IPressRules


@dataclass(frozen=True)
class Duty:
    """Something that is not public yet.  ``since``, ``due``, ``remind_at``: aware UTC;
    ``basis``: the law that says so, in Vietnamese.
    """

    since: datetime.datetime
    due: datetime.datetime
    remind_at: datetime.datetime
    basis: str


def duty_of(item: Persistent, registry: Registry) -> Duty | None:
    """Return the ``Duty`` of ``item``, ``None`` if nothing of it is waited for.

    Of a decision only the day is known, so its hours run from the end of that day.
    """
    if in_work(item).state not in IN_WORK | PUBLIC:
        return None
    for code, since in ((STATEMENT, _asked(item)), (SPOKESPERSON, _appointed(item, registry))):
        deadline = _deadline(item, registry, code, since) if since is not None else None
        if since is not None and deadline is not None:
            ahead = registry.getUtility(IPressRules).ahead(code, since)
            return Duty(since, deadline.due, deadline.due - ahead, deadline.rule.basis)
    return None


def due_by(registry: Registry) -> Callable[[Persistent], datetime.datetime | None]:
    """Return the ``IPressDuty`` by the rules of ``registry``."""
    def due(item: Persistent) -> datetime.datetime | None:
        duty = duty_of(item, registry)
        return None if duty is None else duty.due

    return due


def _deadline(item: Persistent, registry: Registry, code: str,
              since: datetime.datetime) -> Deadline | None:
    """Return the deadline by the rule ``code``, ``None`` where none was in force."""
    deadlines: IDeadlinesOf = registry.getUtility(IDeadlines)(item)
    try:
        return deadlines.due(code, since)
    except NoDeadline:
        return None


def _asked(item: Persistent) -> datetime.datetime | None:
    """Return when the press asked or the incident was known, while nothing was said since."""
    since: datetime.datetime | None = getattr(item, 'press_since', None)
    said = item.updated_at or item.published_at
    if since is None or item.state in PUBLIC and said is not None and said >= since:
        return None
    return since


def _appointed(item: Persistent, registry: Registry) -> datetime.datetime | None:
    """Return the end of the day of a decision that the public version does not tell yet."""
    working_copy = in_work(item)
    if working_copy is item and item.state in PUBLIC:
        return None
    told = registry.content.metadata(item, 'appointed')
    day = told(working_copy) if told is not None else None
    if day is None or item.state in PUBLIC and told(item) == day:
        return None
    return end_of(day)

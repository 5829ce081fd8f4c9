"""What follows for tasks from the steps of the workflow, and from what becomes of remarks."""
import datetime
from typing import cast

from ...base.interfaces import IClock
from ...kernel.tree.events import (
    ActionDone,
    Change,
    IObjectPublished,
    ResourceEvent,
    StepTaken,
    send,
)
from ...kernel.tree.lookup import find_portal, in_work
from ...kernel.tree.resources import Described
from ...kernel.workflow.records import Review
from .absence import acting_for
from .calling import call_of, move_on
from .kinds import APPROVE, DONE, NOT_NEEDED
from .resource import Task


def step_taken(event: StepTaken) -> None:
    """Take a task to approve as done by the approval; end all tasks of what was rejected."""
    if event.action not in ('approve', 'reject'):
        return
    is_public = IObjectPublished.providedBy(event)
    document = cast(Described, event.object)
    # The step was written into it.
    review = cast(Review, document.concluded if is_public else in_work(document).review)
    now = event.registry.getUtility(IClock).now()
    if event.action == 'reject':
        _end(review, now, event.actor)
        return
    task = _to_approve(document, review, event.actor, now)
    if task is not None:
        task.holder = task.holder or event.actor
        task.end(DONE, now, event.actor)
    if task is not None and not is_public:
        move_on(document, review, now, event.actor, send(event.registry))


def remark_settled(event: ActionDone) -> None:
    """Take the task to settle a remark as done when somebody has settled it."""
    document = cast(Described, event.object)
    if event.action == 'resolve_remark':
        now = event.registry.getUtility(IClock).now()
        for task in _to_settle(document, event.details['number']):
            if not task.is_ended:
                task.end(DONE, now, event.actor)
                _tell(event, 'finish_task', task)
                move_on(document, cast(Review, in_work(document).review), now, event.actor,
                        send(event.registry))


def remark_reopened(event: ActionDone) -> None:
    """Let the task to settle a remark be done again when the remark is open again."""
    document = cast(Described, event.object)
    if event.action == 'reopen_remark':
        done = [task for task in _to_settle(document, event.details['number'])
                if task.outcome == DONE]
        for task in done[-1:]:
            task.reopen()
            _tell(event, 'reopen_task', task)
            now = event.registry.getUtility(IClock).now()
            send(event.registry)(call_of(document, task, now, event.actor))


def _to_settle(document: Described, remark: object) -> list[Task]:
    review = in_work(document).review
    return [task for task in (review.tasks if review else ()) if task.wish.remark == remark]


def _tell(event: ActionDone, action: str, task: Task) -> None:
    send(event.registry)(Change(event.object, action, event.actor, number=task.number,
                                kind=task.wish.kind, to=task.assignee))


def made_public(event: ResourceEvent) -> None:
    """End what was left to do: the version is public."""
    review = getattr(event.object, 'concluded', None)
    if review is not None:
        _end(review, event.registry.getUtility(IClock).now(), event.actor)


def _to_approve(document: Described, review: Review, actor: str,
                now: datetime.datetime) -> Task | None:
    """Return the open task to approve that ``actor`` has done by approving, own ones first."""
    people = acting_for(find_portal(document), actor, now)
    found = [task for task in review.tasks
             if task.is_open and task.wish.kind == APPROVE and task.holder in people | {''}]
    return min(found, key=lambda task: (task.holder != actor, not task.holder), default=None)


def _end(review: Review, now: datetime.datetime, actor: str) -> None:
    for task in review.tasks:
        if not task.is_ended:
            task.end(NOT_NEEDED, now, actor)

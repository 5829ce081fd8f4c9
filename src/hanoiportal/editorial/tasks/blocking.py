"""Which tasks hold a step up."""
import datetime

from ...base.interfaces import IResource
from ...kernel.tree.lookup import find_portal
from ...kernel.workflow.records import Review
from .absence import acting_for
from .kinds import APPROVE, HOLDS_UP, WHY


def what_holds_up(document: IResource, review: Review, step: str, actor: str,
                  now: datetime.datetime) -> str:
    """Return why the required tasks in ``review`` hold up ``step``, the name of a transition, as a
    translatable text; ``''`` if none does.

    An approval is given by those who were asked for it, whose turn it is, if anybody was.
    """
    held = {task.wish.kind for task in review.tasks
            if task.wish.required and not task.is_ended and step in HOLDS_UP[task.wish.kind]}
    if step == 'approve' and APPROVE in held and _is_asked(document, review, actor, now):
        held.discard(APPROVE)
    return next((why for kind, why in WHY.items() if kind in held), '')


def _is_asked(document: IResource, review: Review, actor: str, now: datetime.datetime) -> bool:
    people = acting_for(find_portal(document), actor, now)
    return any(task.is_open and task.wish.kind == APPROVE and (
        task.holder in people or not task.holder) for task in review.tasks)

"""How an assignment stands, by what happened to it and to its text.  Pure."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ...kernel.workflow import interfaces as steps
from .interfaces import (
    ACCEPTED,
    ASSIGNED,
    BEGUN,
    CANCELLED,
    CHANGED,
    DECLINED,
    GIVEN,
    HANDED_IN,
    OFF,
    PUBLIC,
    REFUSED,
    REJECTED,
    RUNNING,
    WRITING,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .interfaces import AssignmentEvent

_AFTER = {GIVEN: ASSIGNED, CHANGED: ASSIGNED, ACCEPTED: RUNNING, DECLINED: REFUSED,
          BEGUN: RUNNING, CANCELLED: OFF}


def fold(events: Sequence[AssignmentEvent], item_state: str | None) -> str:
    """Return the state of an assignment with ``events``.

    ``item_state``: of the text that was begun, ``None`` if there is none (any more).
    """
    told = [_AFTER[event.kind] for event in events if event.kind in _AFTER]
    if told[-1] == OFF or item_state is None:
        return told[-1]
    if item_state == steps.REJECTED:
        return REJECTED
    if item_state in steps.HANDED_IN:
        return HANDED_IN
    return WRITING if item_state == steps.DRAFT else PUBLIC

"""How an order stands, from its events and how its duty stands; pure."""
from collections.abc import Iterable

from ...platform.duties import interfaces as duties
from .interfaces import (
    ACKNOWLEDGED,
    ANSWERED,
    ASKED,
    DECLINED,
    DONE,
    DONE_LATE,
    EXCUSED,
    EXTENDED,
    MISSED,
    NEW,
    RETURNED,
    RUNNING,
    SENT_BACK,
    TAKEN_BACK,
    WITHDRAWN,
    Course,
    OrderEvent,
)

_OF_DUTY = {duties.MET: DONE, duties.MET_LATE: DONE_LATE, duties.MISSED: MISSED,
            duties.EXCUSED: EXCUSED}


def fold(events: Iterable[OrderEvent], standing: duties.Standing) -> Course:
    """Return the ``Course`` of an order with ``events``, whose duty stands as ``standing``."""
    events = tuple(events)
    acknowledged = _last(events, ACKNOWLEDGED, ANSWERED)
    state = _OF_DUTY.get(standing.state, NEW if acknowledged is None else RUNNING)
    answered = _last(events, ANSWERED, RETURNED)
    if state == RUNNING and answered is not None and answered.kind == RETURNED:
        state = SENT_BACK
    if _last(events, WITHDRAWN) is not None:
        state = TAKEN_BACK
    asked = _last(events, ASKED, EXTENDED, DECLINED)
    return Course(state, standing.due, standing.met_at, standing.item, acknowledged,
                  _last(events, ANSWERED),
                  asked if asked is not None and asked.kind == ASKED else None)


def _last(events: tuple[OrderEvent, ...], *kinds: str) -> OrderEvent | None:
    return next((event for event in reversed(events) if event.kind in kinds), None)

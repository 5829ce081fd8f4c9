"""What a merged case and the one that goes on for it tell of each other; see ``interfaces``."""
from __future__ import annotations

from collections.abc import Iterable

from .values import Case, CaseEvent
from .words import (
    ANSWERED,
    ANSWERED_WITH,
    MERGED,
    NOTE,
    NOTICED,
    NOTICED_WITH,
    OUT_OF_SCOPE,
    OUT_OF_SCOPE_WITH,
    REOPENED,
    UNMERGED,
    WITHDRAWN,
)

#: Grounds of the events ``NOTE`` by which the sender of a merged case is told what happened to the
#: one that goes on, and as which kind of event they read it.
TOLD_WITH = {ANSWERED_WITH: ANSWERED, NOTICED_WITH: NOTICED, OUT_OF_SCOPE_WITH: OUT_OF_SCOPE}
#: After these a case that was merged is followed by nobody's.
_APART = frozenset({REOPENED, UNMERGED, WITHDRAWN})


def told_kind(event: CaseEvent) -> str:
    """Return as which kind of event the sender reads ``event``."""
    return TOLD_WITH.get(event.ground, event.kind) if event.kind == NOTE else event.kind


def told_state(case: Case, state: str) -> str:
    """Return ``state``, that of ``case``, as its sender reads it: of a merged case, how far they
    were told what happened to the one that goes on.
    """
    if state != MERGED:
        return state
    return next(kind for event in reversed(case.events)
                if (kind := told_kind(event)) == MERGED or event.ground in TOLD_WITH)


def main_of(events: Iterable[CaseEvent]) -> int:
    """Return the number of the case that goes on for the one with ``events``, 0 for none."""
    main = 0
    for event in events:
        if event.kind == MERGED:
            main = int(event.to)
        elif event.kind in _APART:
            main = 0
    return main

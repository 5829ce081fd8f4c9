"""The phases of a dialogue, by the clock until it has ended; its page is told of each once."""
from __future__ import annotations

import datetime
from typing import cast

from pyramid.registry import Registry

from ...base.interfaces import IClock, IResource
from ...kernel.tree.events import SYSTEM, Change, ResourceEvent, send
from ...kernel.workflow.interfaces import PUBLISHED
from ...platform.scheduling.interfaces import PhaseMoving
from .interfaces import ARCHIVED, ASKING, COMING, LIVE, OVER, RUNNING, IDialogue

#: What is said to the log when the phase becomes one of these.
ACTIONS = {COMING: 'postpone_dialogue', ASKING: 'open_dialogue', RUNNING: 'begin_dialogue',
           OVER: 'end_dialogue'}


def is_dialogue(item: IResource | None) -> bool:
    """Return whether people can take part in ``item``."""
    return IDialogue.providedBy(item) and item.kind in LIVE


def phase_at(dialogue: IDialogue, now: datetime.datetime) -> str:
    """Return the phase that the clock gives ``dialogue`` at ``now``, aware UTC."""
    for phase, until in _bounds(dialogue):
        if now < until:
            return phase
    return OVER


def _bounds(dialogue: IDialogue) -> list[tuple[str, datetime.datetime]]:
    """Return until when each phase lasts, in their order."""
    start, end, asks_from = dialogue.start, dialogue.end, dialogue.asks_from
    if start is None or end is None:
        return []
    first = [(COMING, asks_from)] if asks_from is not None else []
    return [*first, (ASKING, start), (RUNNING, end)]


def move(dialogue: IDialogue, now: datetime.datetime, registry: Registry) -> bool:
    """Let the clock move ``dialogue``; return whether it moved.  What is archived stays so."""
    if dialogue.state != PUBLISHED or dialogue.phase == ARCHIVED or dialogue.end is None:
        return False
    before, phase = dialogue.phase, phase_at(dialogue, now)
    if phase == before:
        return False
    dialogue.phase = phase
    send(registry)(Change(dialogue, ACTIONS[phase], SYSTEM, before=before, after=phase))
    return True


def next_move(dialogue: IDialogue) -> datetime.datetime | None:
    """Return when the clock moves it next, aware UTC, ``None`` if it does not."""
    if dialogue.state != PUBLISHED:
        return None
    return next((until for phase, until in _bounds(dialogue) if phase == dialogue.phase), None)


def published(event: ResourceEvent) -> None:
    """Reaction: let the phase be that of the new times."""
    if is_dialogue(event.object):
        move(cast(IDialogue, event.object), event.registry.getUtility(IClock).now(),
             event.registry)


#: Due moments of the phases.
MOVING = PhaseMoving('dialogue', is_dialogue, next_move, move)

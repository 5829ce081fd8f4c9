"""Surveys by the clock: opened, closed, and a new edition whenever other questions are asked."""
from __future__ import annotations

import datetime
from typing import cast

from persistent import Persistent
from pyramid.registry import Registry

from ...base.clock import ONE_DAY, local, start_of
from ...base.interfaces import IClock
from ...kernel.tree.events import SYSTEM, Change, ResourceEvent, StepTaken, send
from ...kernel.workflow.interfaces import PUBLISHED
from ...platform.scheduling.interfaces import PhaseMoving
from ..ballots.interfaces import IBallotBoxes, Paper
from .interfaces import CLOSED, OPEN, PREPARING, Edition, ISurvey
from .papers import paper_of

#: What is said to the log when the phase becomes one of these; and of other questions while
#: open, of raw answers that are gone.
ACTIONS = {PREPARING: 'postpone_survey', OPEN: 'open_survey', CLOSED: 'close_survey'}
CHANGED, CLEARED = 'change_survey', 'clear_survey'


def move(survey: ISurvey, now: datetime.datetime, registry: Registry) -> bool:
    """Open or close ``survey``, or begin an edition of changed questions, if that is due at
    ``now``, aware UTC; return whether anything moved.
    """
    if survey.state != PUBLISHED:
        return False
    today = local(now).date()
    phase, editions = phase_on(survey, today), editions_on(survey, today)
    if (phase, editions) == (survey.phase, survey.editions):
        return False
    before, survey.phase, survey.editions = survey.phase, phase, editions
    action = ACTIONS[phase] if phase != before else CHANGED
    send(registry)(Change(survey, action, SYSTEM, before=before, after=phase))
    return True


def phase_on(survey: ISurvey, day: datetime.date) -> str:
    """Return the phase that the clock gives ``survey`` on the local ``day``; once its raw answers
    are gone, it stays closed.
    """
    if survey.cleared:
        return CLOSED
    if survey.opens is None or survey.closes is None or day < survey.opens:
        return PREPARING
    return OPEN if day <= survey.closes else CLOSED


def editions_on(survey: ISurvey, day: datetime.date) -> tuple[Edition, ...]:
    """Return the editions of ``survey`` on the local ``day``.

    Other questions, and a survey that is opened again, begin an edition of their own: what was
    answered before is never added to it, nor are figures of one edition ever told twice.
    """
    is_open = phase_on(survey, day) == OPEN
    *others, last = survey.editions or (None,)
    if last is not None and last.closed is None and not (
            is_open and last.questions == survey.questions):
        closed = day if is_open or survey.closes is None else min(day, survey.closes)
        last = last._replace(closed=max(closed, last.opened))
    found = (*others, last) if last is not None else ()
    if is_open and (last is None or last.closed is not None):
        found = (*found, Edition(len(found) + 1, survey.questions, day))
    return found


def ended_on(survey: ISurvey, day: datetime.date) -> tuple[Edition, ...]:
    """Return the editions of ``survey``, none of them open after the local ``day``."""
    return tuple(each if each.closed is not None else each._replace(closed=max(day, each.opened))
                 for each in survey.editions)


def next_move(survey: ISurvey) -> datetime.datetime | None:
    """Return when the clock moves it next, aware UTC."""
    if survey.state != PUBLISHED or survey.opens is None or survey.closes is None:
        return None
    if survey.phase == PREPARING:
        return start_of(survey.opens)
    return start_of(survey.closes + ONE_DAY) if survey.phase == OPEN else None


def published(event: ResourceEvent) -> None:
    """Open or close by the new days, or begin an edition of the new questions."""
    registry = event.registry
    move(cast(ISurvey, event.object), registry.getUtility(IClock).now(), registry)


def withdrawn(event: StepTaken) -> None:
    """Close a survey that is withdrawn: nobody answers what nobody finds.  Its box goes with the
    commit, since the survey may lie in a bin before the job looks; the job sees to what a crash
    leaves.
    """
    survey, registry = cast(ISurvey, event.object), event.registry
    if event.action != 'withdraw':
        return
    if survey.phase == OPEN:
        today = local(registry.getUtility(IClock).now()).date()
        survey.phase, survey.editions = CLOSED, ended_on(survey, today)
        send(registry)(Change(survey, ACTIONS[CLOSED], SYSTEM, before=OPEN, after=CLOSED))
    if survey.editions and not survey.cleared:
        clear(survey, registry)
        transaction = cast(Persistent, survey)._p_jar.transaction_manager.get()
        transaction.addAfterCommitHook(
            _destroy, (registry, paper_of(survey, survey.editions[-1])))


def clear(survey: ISurvey, registry: Registry) -> None:
    """Let ``survey`` say that its raw answers are gone."""
    survey.cleared = True
    send(registry)(Change(survey, CLEARED, SYSTEM))


def _destroy(is_kept: bool, registry: Registry, paper: Paper) -> None:
    """Destroy the box of ``paper``, if the transaction is kept."""
    if is_kept:
        registry.getUtility(IBallotBoxes).destroy(paper)


#: Due moments of opening and closing.
MOVING = PhaseMoving('survey', ISurvey.providedBy, next_move, move)

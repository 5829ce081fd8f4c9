"""The phases of a consultation: by the clock until it is closed, then by its drafting body."""
from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.clock import ONE_DAY, local, start_of
from ...base.i18n import _
from ...base.interfaces import IClock
from ...base.permissions import APPROVE_ANSWER, NOT_ALLOWED, Allowed
from ...kernel.tree.events import SYSTEM, Change, Send, send
from ...kernel.tree.lookup import listed_at, path_of
from ...kernel.workflow.interfaces import PUBLISHED
from ...platform.scheduling.interfaces import PhaseMoving
from .interfaces.drafts import (
    ENACTED,
    FINAL,
    OPEN,
    PREPARING,
    SUMMING,
    CannotMove,
    IAgainstFinal,
    IConsultation,
    IConsultations,
)

#: What is said to the log when the phase becomes one of these.
ACTIONS = {PREPARING: 'postpone_consultation', OPEN: 'open_consultation',
           SUMMING: 'close_consultation', FINAL: 'finish_consultation',
           ENACTED: 'enact_consultation'}
_BY_CLOCK = (PREPARING, OPEN, SUMMING)


@implementer(IConsultations)
class Consultations:
    """See ``IConsultations``.  ``against``: the ``IAgainstFinal`` of all features."""

    def __init__(self, allowed: Allowed, notify: Send,
                 against: Callable[[IConsultation], Sequence[str]]) -> None:
        self._allowed, self._notify, self._against = allowed, notify, against

    def finish(self, consultation: IConsultation, actor: str) -> None:
        self._require(consultation)
        if consultation.phase != SUMMING:
            raise CannotMove({'': _('Chỉ chốt văn bản sau khi đã hết thời gian lấy ý kiến.')})
        against = self._against(consultation)
        if against:
            raise CannotMove({'': against[0]})
        self._notify(_entered(consultation, FINAL, actor))

    def enact(self, consultation: IConsultation, path: str, actor: str) -> None:
        self._require(consultation)
        if consultation.phase != FINAL:
            raise CannotMove({'': _('Chỉ ghi văn bản chính thức sau khi đã chốt dự thảo.')})
        found = listed_at(consultation, path) if path else None
        if found is None or not getattr(found, 'issued', None):
            raise CannotMove({'enacted': _('Không có văn bản đã đăng ở đường dẫn này.')})
        consultation.enacted = path_of(found)
        self._notify(_entered(consultation, ENACTED, actor))

    def _require(self, consultation: IConsultation) -> None:
        if not self._allowed(APPROVE_ANSWER, consultation):
            raise CannotMove({'': NOT_ALLOWED})


def _entered(consultation: IConsultation, phase: str, actor: str) -> Change:
    """Let ``consultation`` be in ``phase``; return what is to be told of it."""
    before, consultation.phase = consultation.phase, phase
    return Change(consultation, ACTIONS[phase], actor, before=before, after=phase)


def phase_on(consultation: IConsultation, day: datetime.date) -> str:
    """Return the phase that the clock gives ``consultation`` on the local ``day``."""
    if consultation.opens is None or consultation.closes is None or day < consultation.opens:
        return PREPARING
    return OPEN if day <= consultation.closes else SUMMING


def next_move(consultation: IConsultation) -> datetime.datetime | None:
    """Return when the clock moves it next, aware UTC: it opens, counts a day less, or closes."""
    if consultation.state != PUBLISHED or consultation.opens is None:
        return None
    if consultation.phase == PREPARING:
        return start_of(consultation.opens)
    if consultation.phase == OPEN and consultation.as_of is not None:
        return start_of(consultation.as_of + ONE_DAY)
    return None


def consultations_service(request: Request) -> Consultations:
    """Return the service of ``request``."""
    registry = request.registry
    return Consultations(
        request.has_permission, send(registry),
        lambda consultation: [why for _name, against in registry.getUtilitiesFor(IAgainstFinal)
                              for why in against(consultation)])


def move_now(consultation: IConsultation, registry: Registry) -> bool:
    """Let the clock move ``consultation``; return whether it moved."""
    return move(consultation, registry.getUtility(IClock).now(), registry)


def move(consultation: IConsultation, now: datetime.datetime, registry: Registry) -> bool:
    """Open or close ``consultation``, or count the days left anew, if that is due at ``now``,
    aware UTC; return whether it moved.
    """
    if consultation.phase not in _BY_CLOCK or consultation.state != PUBLISHED:
        return False
    today = local(now).date()
    phase = phase_on(consultation, today)
    as_of = today if phase == OPEN else None
    if (phase, as_of) == (consultation.phase, consultation.as_of):
        return False
    consultation.as_of = as_of
    if phase != consultation.phase:
        send(registry)(_entered(consultation, phase, SYSTEM))
    return True


#: Due moments of opening, counting and closing.
MOVING = PhaseMoving('consultation', IConsultation.providedBy, next_move, move)

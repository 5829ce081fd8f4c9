"""``IForum``: topics open and close by the clock, or are closed by their board before."""
from __future__ import annotations

import datetime
from collections.abc import Callable

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.clock import ONE_DAY, local, start_of
from ...base.i18n import _
from ...base.interfaces import IClock
from ...base.permissions import APPROVE_ANSWER, NOT_ALLOWED, Allowed
from ...kernel.tree.events import SYSTEM, Change, InnerAction, Send, send
from ...kernel.tree.lookup import find_portal, find_site
from ...kernel.workflow.interfaces import PUBLISHED
from ...platform.scheduling.interfaces import PhaseMoving
from .interfaces import CLOSED, OPEN, PREPARING, CannotDiscuss, IForum, IForumTopic
from .register import posts_on

#: What is said to the log when the phase becomes one of these.
ACTIONS = {PREPARING: 'postpone_topic', OPEN: 'open_topic', CLOSED: 'close_topic'}


@implementer(IForum)
class Forum:
    """See ``IForum``."""

    def __init__(self, allowed: Allowed, notify: Send,
                 now: Callable[[], datetime.datetime]) -> None:
        self._allowed, self._notify, self._now = allowed, notify, now

    def close(self, topic: IForumTopic, actor: str) -> None:
        self._require(topic)
        if topic.phase != OPEN:
            raise CannotDiscuss({'': _('Chủ đề này không mở nên không đóng được.')})
        topic.closed_early = local(self._now()).date()
        self._notify(_entered(topic, CLOSED, actor))

    def settle(self, topic: IForumTopic, public: str, actor: str) -> None:
        self._require(topic)
        reports = posts_on(find_portal(topic), str(topic.__oid__)).reports
        if public not in reports:
            raise CannotDiscuss({'': _('Ý kiến này không có báo cáo nào.')})
        del reports[public]
        self._notify(InnerAction(topic, 'settle_report', actor))

    def _require(self, topic: IForumTopic) -> None:
        if not self._allowed(APPROVE_ANSWER, find_site(topic)):
            raise CannotDiscuss({'': NOT_ALLOWED})


def _entered(topic: IForumTopic, phase: str, actor: str) -> Change:
    """Let ``topic`` be in ``phase``; return what is to be told of it."""
    before, topic.phase = topic.phase, phase
    return Change(topic, ACTIONS[phase], actor, before=before, after=phase)


def phase_on(topic: IForumTopic, day: datetime.date) -> str:
    """Return the phase of ``topic`` on the local ``day``.

    What the board has closed stays closed, unless it opens later by its new days.
    """
    if topic.opens is None or topic.closes is None or day < topic.opens:
        return PREPARING
    is_ended = topic.closed_early is not None and topic.closed_early >= topic.opens
    return CLOSED if is_ended or day > topic.closes else OPEN


def next_move(topic: IForumTopic) -> datetime.datetime | None:
    """Return when the clock moves it next, aware UTC."""
    if topic.state != PUBLISHED or topic.opens is None or topic.closes is None:
        return None
    if topic.phase == PREPARING:
        return start_of(topic.opens)
    return start_of(topic.closes + ONE_DAY) if topic.phase == OPEN else None


def forum_service(request: Request) -> Forum:
    """Return the ``IForum`` for whoever asks by ``request``."""
    return Forum(request.has_permission, send(request.registry),
                 request.registry.getUtility(IClock).now)


def move_now(topic: IForumTopic, registry: Registry) -> bool:
    """Let the clock move ``topic``; return whether it moved."""
    return move(topic, registry.getUtility(IClock).now(), registry)


def move(topic: IForumTopic, now: datetime.datetime, registry: Registry) -> bool:
    """Open or close ``topic``, if that is due at ``now``, aware UTC; return whether it moved."""
    if topic.state != PUBLISHED:
        return False
    phase = phase_on(topic, local(now).date())
    if phase == topic.phase:
        return False
    send(registry)(_entered(topic, phase, SYSTEM))
    return True


#: Due moments of opening and closing.
MOVING = PhaseMoving('forum topic', IForumTopic.providedBy, next_move, move)

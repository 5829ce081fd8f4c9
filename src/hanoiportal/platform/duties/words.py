"""``IDutyWords``: what people say of duties, as a plain object that knows nothing of HTTP."""
import datetime
from collections.abc import Callable, Collection

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.clock import start_of
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, IResource
from ...base.permissions import ASSIGN, MANAGE_BOARD, NOT_ALLOWED, Allowed
from ...kernel.tree.events import InnerAction, send
from ..notifications.interfaces import INotifying
from .interfaces import (
    CONSENT,
    DECLARED,
    EXCUSE,
    MET,
    MISSED,
    REASON,
    RUNNING,
    SATISFIED,
    VOID,
    Duty,
    DutyEvent,
    IDuties,
    IDutyWords,
    Standing,
)

#: Characters of a reason, of a basis.
LONGEST, LONGEST_BASIS = 2000, 300
#: In the log of actions: a reason was written.
GIVEN = 'give_duty_reason'


@implementer(IDutyWords)
class DutyWords:
    """``IDutyWords`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed,
                 board_of: Callable[[IResource], Collection[str]]) -> None:
        self._registry = registry
        self._board_of = board_of
        self._portal = portal
        self._allowed = allowed
        self._duties: IDuties = registry.getAdapter(portal, IDuties)

    def give_reason(self, number: int, text: str, actor: str) -> None:
        duty, standing = self._found(number, ASSIGN)
        if not standing.is_broken:
            raise Refused({'': _('Nhiệm vụ này không trễ hạn nên không cần giải trình.')})
        self._note(duty, DutyEvent(REASON, self._now(), actor=actor, text=_filled(
            'text', text, LONGEST)), GIVEN)

    def approve(self, number: int, at: str, actor: str) -> None:
        duty = self._duties.get(number)
        if duty is None or not self.may_approve(duty, actor):
            raise Refused({'': NOT_ALLOWED})
        standing = self._duties.standing(duty, self._now())
        if not standing.needs_consent or standing.reason is None or (
                standing.reason.moment.isoformat() != at):
            raise Refused({'': _('Lý do vừa được viết lại: hãy đọc lại rồi phê duyệt.')})
        if standing.reason.actor == actor:
            raise Refused({'': _('Người viết lý do không tự phê duyệt.')})
        self._note(duty, DutyEvent(CONSENT, self._now(), at=standing.reason.moment, actor=actor),
                   'approve_duty_reason')

    def may_approve(self, duty: Duty, actor: str) -> bool:
        """See ``IDutyWords``."""
        site = self._portal.__objectmap__.object_for(int(duty.site))
        return site is not None and actor in self._board_of(site)

    def excuse(self, number: int, text: str, basis: str, actor: str) -> None:
        duty, standing = self._found(number, MANAGE_BOARD)
        if standing.state in (VOID, MET):
            raise Refused({'': _('Nhiệm vụ này đã xong hoặc không còn.')})
        self._note(duty, DutyEvent(
            EXCUSE, self._now(), actor=actor, text=_filled('text', text, LONGEST),
            basis=_filled('basis', basis, LONGEST_BASIS)), 'excuse_duty')

    def declare(self, number: int, evidence: str, day: datetime.date | None,
                actor: str) -> None:
        duty, standing = self._found(number, ASSIGN)
        now = self._now()
        if standing.state not in (RUNNING, MISSED):
            raise Refused({'': _('Nhiệm vụ này đã xong hoặc không còn.')})
        if not any(key.partition(':')[0] in DECLARED for key in duty.keys):
            raise Refused({'': _('Nhiệm vụ này hoàn thành khi tin, bài được đăng.')})
        at = now if day is None else start_of(day)
        if at > now:
            raise Refused({'day': _('Ngày này chưa đến.')})
        self._note(duty, DutyEvent(
            SATISFIED, now, at=at, subject=f'declared:{actor}', actor=actor,
            evidence=_filled('evidence', evidence, LONGEST_BASIS)), 'declare_duty')

    def _found(self, number: int, permission: str) -> tuple[Duty, Standing]:
        """Return the duty with ``number`` as it stands; raises ``Refused`` for who may not act
        on it, as if there were none.
        """
        duty = self._duties.get(number)
        if duty is None or not self._may(permission, duty):
            raise Refused({'': NOT_ALLOWED})
        return duty, self._duties.standing(duty, self._now())

    def _may(self, permission: str, duty: Duty) -> bool:
        site = self._portal.__objectmap__.object_for(int(duty.site))
        return site is not None and bool(self._allowed(permission, site))

    def _note(self, duty: Duty, event: DutyEvent, action: str) -> None:
        self._duties.append(duty, event)
        site = self._portal.__objectmap__.object_for(int(duty.site))
        send(self._registry)(InnerAction(
            site, action, event.actor, why=event.basis or event.evidence, number=duty.number,
            rule=duty.rule))

    def _now(self) -> datetime.datetime:
        now: datetime.datetime = self._registry.getUtility(IClock).now()
        return now


def _filled(field: str, text: str, longest: int) -> str:
    """Return ``text`` in one piece; raises ``Refused`` if it is empty or too long."""
    tidy = ' '.join(text.split())
    if not tidy:
        raise Refused({field: _('Chưa nhập nội dung.')})
    if len(tidy) > longest:
        raise Refused({field: _('Dài quá ${max} ký tự.', mapping={'max': longest})})
    return tidy


def duty_words(request: Request) -> DutyWords:
    """Return the ``IDutyWords`` for whoever asks by ``request``."""
    return DutyWords(request.registry, request.root, request.has_permission,
                     request.service(INotifying).board_of)

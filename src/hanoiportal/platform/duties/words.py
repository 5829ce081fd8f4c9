"""``IDutyWords``: what people say of duties, as a plain object that knows nothing of HTTP."""
from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, IResource
from ...base.permissions import APPROVE, ASSIGN, MANAGE_BOARD, NOT_ALLOWED, Allowed
from ...kernel.tree.events import Action, send
from .interfaces import (
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


@implementer(IDutyWords)
class DutyWords:
    """``IDutyWords`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed) -> None:
        self._registry = registry
        self._portal = portal
        self._allowed = allowed
        self._duties: IDuties = registry.getAdapter(portal, IDuties)

    def waiting(self, site: IResource) -> list[tuple[Duty, Standing]]:
        now = self._registry.getUtility(IClock).now()
        found = [(duty, self._duties.standing(duty, now))
                 for duty in self._duties.of_site(str(site.__oid__))]
        return sorted((pair for pair in found if pair[1].needs_reason),
                      key=lambda pair: (pair[1].due or now, pair[0].number))

    def give_reason(self, number: int, text: str, actor: str) -> None:
        duty, standing = self._found(number, ASSIGN)
        if not standing.is_broken:
            raise Refused({'': _('Nhiệm vụ này không trễ hạn nên không cần giải trình.')})
        self._note(duty, REASON, actor, 'give_duty_reason', text=_filled('text', text, LONGEST))

    def excuse(self, number: int, text: str, basis: str, actor: str) -> None:
        duty, standing = self._found(number, MANAGE_BOARD)
        if standing.state in (VOID, MET):
            raise Refused({'': _('Nhiệm vụ này đã xong hoặc không còn.')})
        self._note(duty, EXCUSE, actor, 'excuse_duty', text=_filled('text', text, LONGEST),
                   basis=_filled('basis', basis, LONGEST_BASIS))

    def declare(self, number: int, evidence: str, actor: str) -> None:
        duty, standing = self._found(number, APPROVE)
        if standing.state not in (RUNNING, MISSED):
            raise Refused({'': _('Nhiệm vụ này đã xong hoặc không còn.')})
        self._note(duty, SATISFIED, actor, 'declare_duty',
                   evidence=_filled('evidence', evidence, LONGEST_BASIS))

    def _found(self, number: int, permission: str) -> tuple[Duty, Standing]:
        """Return the duty with ``number`` as it stands; raises ``Refused`` for who may not act
        on it, as if there were none.
        """
        duty = self._duties.get(number)
        if duty is None or not self._may(permission, duty):
            raise Refused({'': NOT_ALLOWED})
        return duty, self._duties.standing(duty, self._registry.getUtility(IClock).now())

    def _may(self, permission: str, duty: Duty) -> bool:
        site = self._portal.__objectmap__.object_for(int(duty.site))
        return site is not None and bool(self._allowed(permission, site))

    def _note(self, duty: Duty, kind: str, actor: str, action: str, text: str = '',
              basis: str = '', evidence: str = '') -> None:
        now = self._registry.getUtility(IClock).now()
        self._duties.append(duty, DutyEvent(
            kind, now, at=now, subject=f'declared:{actor}' if kind == SATISFIED else '',
            evidence=evidence, actor=actor, text=text, basis=basis))
        site = self._portal.__objectmap__.object_for(int(duty.site))
        send(self._registry)(Action(site, action, actor, why=basis or evidence,
                                    number=duty.number, rule=duty.rule))


def _filled(field: str, text: str, longest: int) -> str:
    """Return ``text`` in one piece; raises ``Refused`` if it is empty or too long."""
    tidy = ' '.join(text.split())
    if not tidy:
        raise Refused({field: _('Nội dung này bắt buộc phải nhập.')})
    if len(tidy) > longest:
        raise Refused({field: _('Nội dung dài quá ${most} ký tự.', mapping={'most': longest})})
    return tidy


def duty_words(request: Request) -> DutyWords:
    """Return the ``IDutyWords`` for whoever asks by ``request``."""
    return DutyWords(request.registry, request.root, request.has_permission)

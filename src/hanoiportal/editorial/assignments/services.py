"""``IAssigning``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.permissions import ADD, ASSIGN, EDIT, NOT_ALLOWED, Allowed
from ...kernel.tree.events import InnerAction, Send, send
from ...kernel.tree.lookup import find_portal, site_of
from ...kernel.tree.resources import Described
from ...platform.notifications.interfaces import INotifying
from ...platform.outbox.interfaces import IOutbox
from .coverage import section_at
from .drafting import BEGIN
from .interfaces import (
    ACCEPTED,
    ASSIGNED,
    BEGUN,
    CANCELLED,
    CHANGED,
    DECLINED,
    GIVEN,
    LONGEST,
    LONGEST_TOPIC,
    OFF,
    PUBLIC,
    REFUSED,
    REJECTED,
    RUNNING,
    Assignment,
    AssignmentEvent,
    CannotAssign,
    IAssigning,
    IAssignments,
    ICoverage,
    Plan,
)
from .resource import GivenAssignment, get_or_create_book

if TYPE_CHECKING:
    from pyramid.registry import Registry
    from pyramid.request import Request

#: Nothing is due so long from now.
FARTHEST = datetime.timedelta(days=2 * 366)


@implementer(IAssigning)
class Assigning:
    """``IAssigning`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed,
                 services: tuple[IAssignments, ICoverage, INotifying], notify: Send) -> None:
        self._registry, self._portal, self._allowed = registry, portal, allowed
        self._assignments, self._coverage, self._notifying = services
        self._notify = notify
        self._now = registry.getUtility(IClock).now

    def may_plan(self, site: ISite) -> bool:
        return bool(self._allowed(ASSIGN, site))

    def may_see(self, assignment: Assignment, actor: str) -> bool:
        site = site_of(self._portal, assignment.site)
        return str(site.__oid__) == assignment.site and (
            assignment.plan.person == actor or bool(self._allowed(EDIT, site)))

    def assign(self, site: ISite, plan: Plan, actor: str) -> Assignment:
        checked = self._checked(site, plan)
        made = get_or_create_book(self._portal).add(str(site.__oid__), checked, actor)
        self._note(made, AssignmentEvent(GIVEN, self._now(), actor))
        self._tell(made, 'give_assignment', 'assignment_given', actor)
        return made

    def change(self, assignment: Assignment, plan: Plan, actor: str) -> None:
        kept = self._permitted(assignment, CHANGED, actor)
        checked = self._checked(site_of(self._portal, kept.site), plan)
        if checked == kept.plan:
            raise CannotAssign({'': _('Chưa có gì thay đổi.')})
        before = kept.plan.person
        get_or_create_book(self._portal).change(kept, checked, actor)
        self._note(kept, AssignmentEvent(CHANGED, self._now(), actor))
        if before != checked.person:
            self._notifying.notify({before}, site_of(self._portal, kept.site),
                                   'assignment_cancelled', actor, number=kept.number,
                                   note=kept.plan.topic)
        self._tell(kept, 'change_assignment', 'assignment_given', actor)

    def cancel(self, assignment: Assignment, text: str, actor: str) -> None:
        kept, text = self._permitted(assignment, CANCELLED, actor), _filled(text)
        get_or_create_book(self._portal).end_reminder(kept)
        self._note(kept, AssignmentEvent(CANCELLED, self._now(), actor, text))
        self._tell(kept, 'cancel_assignment', 'assignment_cancelled', actor)

    def actions(self, assignment: Assignment, actor: str) -> frozenset[str]:
        state = self._assignments.course(assignment).state
        found: set[str] = set()
        if assignment.plan.person == actor:
            found |= {ACCEPTED, DECLINED} if state == ASSIGNED else set()
            found |= {DECLINED} if state == RUNNING else set()
            found |= {BEGUN} if state in (ASSIGNED, RUNNING) else set()
        if self.may_plan(site_of(self._portal, assignment.site)):
            found |= {CHANGED} if state in (ASSIGNED, RUNNING, REFUSED) else set()
            found |= {CANCELLED} if state not in (OFF, PUBLIC, REJECTED) else set()
        return frozenset(found)

    def accept(self, assignment: Assignment, actor: str) -> None:
        kept = self._permitted(assignment, ACCEPTED, actor)
        self._note(kept, AssignmentEvent(ACCEPTED, self._now(), actor))
        self._tell(kept, 'accept_assignment', 'assignment_accepted', actor)

    def decline(self, assignment: Assignment, text: str, actor: str) -> None:
        kept, text = self._permitted(assignment, DECLINED, actor), _filled(text)
        self._note(kept, AssignmentEvent(DECLINED, self._now(), actor, text))
        self._tell(kept, 'decline_assignment', 'assignment_declined', actor)

    def begin(self, assignment: Assignment, actor: str) -> None:
        kept = self._permitted(assignment, BEGUN, actor)
        section = section_at(site_of(self._portal, kept.site), kept.plan.section)
        if section is None or not self._takes(section, kept.plan.type) or not (
                self._allowed(ADD, section)):
            raise CannotAssign({'': _('Hiện không viết được ở chuyên mục này; hãy báo người phân '
                                      'công.')})
        outbox: IOutbox = self._registry.getAdapter(self._portal, IOutbox)
        token = f'assignment:{kept.number}:{len(kept.events)}'
        begun = {each.token for each in kept.events if each.token}
        if any(each.token in begun for each in outbox.waiting()):
            return  # a second click, before the draft is there
        self._note(kept, AssignmentEvent(BEGUN, self._now(), actor, token=token))
        outbox.add(BEGIN, token, {'number': kept.number})
        self._tell(kept, 'begin_assignment', 'assignment_accepted', actor)

    def _checked(self, site: ISite, plan: Plan) -> Plan:
        """Return ``plan`` tidied.  Raises ``CannotAssign`` with all that is wrong."""
        if not self.may_plan(site):
            raise CannotAssign({'': NOT_ALLOWED})
        tidy = replace(plan, topic=' '.join(plan.topic.split()), place=plan.place.strip(),
                       note=plan.note.strip())
        section, now = section_at(site, plan.section), self._now()
        reasons = {field: why for field, is_right, why in (
            ('person', plan.person in {each.id for each in self._coverage.people(site)},
             _('Hãy chọn một người trong danh sách.')),
            ('topic', 0 < len(tidy.topic) <= LONGEST_TOPIC,
             _('Hãy nhập nội dung (tối đa ${most} ký tự).', mapping={'most': LONGEST_TOPIC})),
            ('section', section is not None, _('Hãy chọn một chuyên mục.')),
            ('type', section is None or (plan.type in self._coverage.types(site)
                                         and self._takes(section, plan.type)),
             _('Chuyên mục này không nhận loại đó.')),
            ('due', now < plan.due < now + FARTHEST, _('Hạn phải ở sau bây giờ, trong hai năm.')),
            ('note', len(tidy.note) <= LONGEST, _('Dài quá ${max} ký tự.', mapping={
                'max': LONGEST})),
            ('event', not plan.event or self._coverage.occasion(site, plan.event) is not None,
             _('Sự kiện này không còn trên lịch.'))) if not is_right}
        if reasons:
            raise CannotAssign(reasons)
        return tidy

    @staticmethod
    def _takes(section: Described, type_name: str) -> bool:
        return type_name in getattr(section, 'allowed_types', ())

    def _permitted(self, assignment: Assignment, act: str, actor: str) -> GivenAssignment:
        if not self.may_see(assignment, actor) or act not in self.actions(assignment, actor):
            raise CannotAssign({'': _('Hiện không thực hiện được việc này.')})
        return cast('GivenAssignment', assignment)

    def _note(self, kept: GivenAssignment, event: AssignmentEvent) -> None:
        get_or_create_book(self._portal).note(kept, event)

    def _tell(self, kept: GivenAssignment, action: str, kind: str, actor: str) -> None:
        """Log ``action`` and tell the other side, as ``kind``."""
        site = site_of(self._portal, kept.site)
        self._notify(InnerAction(site, action, actor, number=kept.number, to=kept.plan.person))
        people = {kept.by} if actor == kept.plan.person else {kept.plan.person}
        self._notifying.notify(people, site, kind, actor, number=kept.number, note=kept.plan.topic)


def _filled(text: str) -> str:
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise CannotAssign({'text': _('Hãy nêu lý do (tối đa ${most} ký tự).', mapping={
            'most': LONGEST})})
    return text


def assigning_service(request: Request) -> Assigning:
    """Return the ``IAssigning`` for whoever asks by ``request``."""
    return Assigning(
        request.registry, cast('IPortal', find_portal(request.root)), request.has_permission,
        (request.service(IAssignments), request.service(ICoverage), request.service(INotifying)),
        send(request.registry))

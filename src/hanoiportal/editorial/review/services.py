"""``IReviewing``, as plain objects that know nothing of HTTP."""
from collections.abc import Sequence
from functools import cached_property
from typing import Protocol, TypeVar

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...base.permissions import MANAGE_BOARD, Allowed
from ...content.versions.interfaces import IVersions
from ...kernel.security.authorization.grants import roles_at
from ...kernel.tree.content import reasons_against_withdrawing
from ...kernel.tree.events import Action, PublishedByStep, Send, Transitioned, send
from ...kernel.tree.lookup import find_site, in_work
from ...kernel.tree.resources import Described
from ...kernel.workflow.definitions import (
    Definition,
    IDefinitions,
    Transition,
    definition_of,
)
from ...kernel.workflow.interfaces import APPROVED, HOLD, PUBLIC
from ...kernel.workflow.records import Event, begun, review_of
from ..boards.interfaces import IBoards
from ..checks.interfaces import Finding, IChecks
from ..dependencies.interfaces import IDependencies
from ..publishing.interfaces import CannotPublish, IPublishing, Verdict
from .decisions import apply
from .dependency import Dependency, looked_at
from .following import follow
from .guards import LASTING, Reasons, Step, guard_failures
from .interfaces import AvailableTransition, CannotPerform, Details, IReviewData, IReviewing

#: What is promised by the interface of a service.
Service = TypeVar('Service')
#: A kind of event of a step.
Taken = TypeVar('Taken', bound=Transitioned)

#: Steps besides the decisions of the board that lead to the public.
TO_PUBLIC = ('publish', 'schedule')
#: Steps of a file in a document in work that are its own: it is put right, or taken back.
ALONE = frozenset({'reopen', 'withdraw'})
NOTHING_TO_DECIDE = _('Ở đây không có gì để phê duyệt.')
NOT_ALLOWED = _('Không có quyền thực hiện bước này.')


class Services(Protocol):
    """The services of a request."""

    def __call__(self, interface: type[Service]) -> Service:
        """Return the one that keeps ``interface``."""


class Known:
    """What is known of ``document`` for every step that may be taken with it: each thing is asked
    for once, and only if a step needs it.
    """

    def __init__(self, document: Described, service: Services, registry: Registry) -> None:
        self.document = document
        self._service = service
        self._registry = registry

    @cached_property
    def is_rearranged(self) -> bool:
        """Whether the version in work says what is public in another order, and no more."""
        document = self.document
        ask = self._registry.content.metadata(document, 'is_rearranged')
        return bool(ask and document.state in PUBLIC and ask(document, in_work(document))
                    and not self.dependencies)

    @cached_property
    def verdict(self) -> Verdict:
        """What publishing has found of the version in work."""
        return self._service(IPublishing).judge(self.document)

    @cached_property
    def dependencies(self) -> tuple[Dependency, ...]:
        """What goes with the version in work."""
        return looked_at(self._service(IDependencies).of(self.document),
                         self._service(IPublishing), self._service(IChecks))

    @cached_property
    def blocking(self) -> tuple[Finding, ...]:
        """The findings of ``checks`` that stand against approving the version in work."""
        return tuple(self._service(IChecks).blocking(in_work(self.document)))


@implementer(IReviewing)
class ReviewingService:
    """``IReviewing`` for one asker."""

    def __init__(self, registry: Registry, asker: str, allowed: Allowed, clock: IClock,
                 notify: Send, services: Services) -> None:
        self._registry = registry
        self._asker = asker
        self._allowed = allowed
        self._clock = clock
        self._notify = notify
        self._service = services

    def definition(self, document: Described | ISite) -> Definition:
        return definition_of(find_site(document), self._registry.getUtility(IDefinitions))

    def choose(self, site: ISite, name: str, actor: str) -> None:
        if not self._allowed(MANAGE_BOARD, site):
            raise CannotPerform({'': NOT_ALLOWED})
        if name not in self._registry.getUtility(IDefinitions):
            raise CannotPerform({'workflow': _('Hãy chọn một giá trị trong danh sách.')})
        before = self.definition(site).name
        site.workflow = name
        self._notify(Action(site, 'choose_workflow', actor, before=before, after=name))

    def available_transitions(self, document: Described) -> list[AvailableTransition]:
        if not self._service(IVersions).is_document(document):
            return []
        known = Known(document, self._service, self._registry)
        return [
            AvailableTransition(transition, guard_failures(
                self._step(known, transition, Details(), self._asker), LASTING),
                not known.is_rearranged)
            for transition in self._own_steps(document)
            if subject(document, transition).state in transition.sources
            and self._allowed(transition.permission, subject(document, transition))]

    def would_forgo(self, document: Described) -> bool:
        working_copy, now = in_work(document), self._clock.now()
        authors = frozenset() if working_copy.state in PUBLIC else (
            working_copy.review or begun(working_copy)).authors
        return self._asker is not None and self._asker not in authors and (
            self._service(IBoards).is_member(find_site(document), self._asker, now))

    def _own_steps(self, document: Described) -> Sequence[Transition]:
        """Return the transitions that ``document`` may take by itself."""
        transitions = self.definition(document).transitions
        if self._service(IDependencies).leader(document) is None:
            return transitions
        return [each for each in transitions if each.name in ALONE]

    def reasons_against(
            self, document: Described, name: str, details: Details | None = None) -> Reasons:
        _step, reasons = self._judged(document, name, details or Details(), self._asker)
        return reasons

    def _judged(self, document: Described, name: str, details: Details,
                actor: str) -> tuple[Step | None, Reasons]:
        """Return the ``Step``, ``None`` where there is none to take, and what stands against it.
        """
        if not self._service(IVersions).is_document(document):
            return None, {'': NOTHING_TO_DECIDE}
        transition = self.definition(document).transition(name)
        if transition is None:
            return None, {'': _('Quy trình của trang này không có bước đó.')}
        if not self._allowed(transition.permission, subject(document, transition)):
            return None, {'': NOT_ALLOWED}
        leader = self._service(IDependencies).leader(document)
        if leader is not None and name not in ALONE:
            return None, {'': _('Tệp này đi cùng “${title}”: các bước được làm ở hồ sơ của mục '
                                'đó.', mapping={'title': in_work(leader).title})}
        if subject(document, transition).state not in transition.sources:
            return None, {'': _('Mục này đã ở trạng thái khác; hãy tải lại trang.')}
        known = Known(document, self._service, self._registry)
        step = self._step(known, transition, details, actor)
        return step, guard_failures(step)

    def _step(self, known: Known, transition: Transition, details: Details, actor: str) -> Step:
        document, now = known.document, self._clock.now()
        working_copy = subject(document, transition)
        decides = 'checks' in transition.asks
        verdict = known.verdict if decides or transition.name in TO_PUBLIC else None
        return Step(
            document, working_copy, working_copy.review or begun(working_copy),
            self.definition(document), transition, details, actor, now,
            self._registry.getUtility(IReviewData),
            self._service(IBoards).is_active(find_site(document), now),
            digest=verdict.digest if verdict is not None and decides else '',
            roles=roles_at(working_copy, (actor,), now) if decides else frozenset(),
            blocking=known.blocking if decides else (),
            dependencies=known.dependencies if decides else (),
            publish_blockers=() if verdict is None else verdict.blockers, verdict=verdict,
            is_rearranged=decides and known.is_rearranged,
            held=tuple(reasons_against_withdrawing(document, self._registry)))

    def transition(self, document: Described, name: str, actor: str,
                   details: Details | None = None) -> str:
        step, reasons = self._judged(document, name, details or Details(), actor)
        if reasons or step is None:
            raise CannotPerform(reasons)
        try:
            self._take(step)
        except CannotPublish as refused:
            raise CannotPerform({'': next(iter(refused.reasons.values()))}) from None
        return subject(document, step.transition).state

    def _take(self, step: Step) -> None:
        if step.transition.name == 'withdraw':
            details = step.details
            self._service(IPublishing).withdraw(
                step.document, step.actor, details.meaning, details.note, details.moved_to)
            return
        before, review = step.working_copy.state, review_of(step.working_copy)
        state = apply(step, review, self._basis(step.document))
        review.events = (*review.events, Event(
            step.now, step.actor, step.transition.name, before, state, step.details.note,
            step.details.ground, step.digest))
        follow(step, state, self._service(IDependencies).of(step.document), self._notify)
        if leads_to_public(step, state):
            self._service(IPublishing).publish(
                step.document, step.actor, verdict=step.verdict,
                event=_event(PublishedByStep, step, before, state))
        else:
            step.working_copy.state = state
            self._notify(_event(Transitioned, step, before, state))

    def _basis(self, document: Described) -> str:
        board = self._service(IBoards).board(find_site(document))
        return '' if board is None else board.decision


def leads_to_public(step: Step, state: str) -> bool:
    """Return whether the version is public after ``step``, by which it has reached ``state``."""
    name = step.transition.name
    return name in ('publish', 'emergency') or (
        (name, state) == ('approve', APPROVED) and step.details.then != HOLD)


def _event(kind: type[Taken], step: Step, before: str, after: str) -> Taken:
    """Return the event of that ``kind`` that tells of ``step``."""
    return kind(
        step.document, step.transition.name, step.actor, before=before, after=after,
        why=step.details.note or step.details.override, ground=step.details.ground,
        digest=step.digest, language=step.working_copy.language)


def subject(document: Described, transition: Transition) -> Described:
    """Return what ``transition`` is taken on: the public text for its withdrawal, else the version
    in work.
    """
    return document if transition.sources <= PUBLIC else in_work(document)


def reviewing_service(request: Request) -> ReviewingService:
    registry = request.registry
    return ReviewingService(
        registry, request.authenticated_userid, request.has_permission,
        registry.getUtility(IClock), send(registry), request.service)

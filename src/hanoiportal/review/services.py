"""``IReviewing``, as plain objects that know nothing of HTTP."""
from zope.interface import implementer

from ..boards.interfaces import IBoards
from ..i18n import _
from ..interfaces import IClock
from ..permissions import APPROVE, MANAGE_BOARD
from ..publishing.interfaces import CannotPublish, IPublishing
from ..security.grants import roles_at
from ..tree.events import Deed, ObjectModified, send
from ..tree.lookup import find_site, in_work
from ..versions.interfaces import IVersions
from ..workflow.definitions import IDefinitions
from ..workflow.interfaces import APPROVED, EVERY_STATE, PUBLIC
from ..workflow.records import CARRIED_IN, Event, Review, review_of
from .data import IReviewData
from .decisions import apply
from .guards import LASTING, Step, against
from .interfaces import HOLD, CannotPerform, Details, IReviewing, Offer

NOTHING_TO_DECIDE = _('Ở đây không có gì để phê duyệt.')
NOT_ALLOWED = _('Bạn không có quyền làm bước này.')


@implementer(IReviewing)
class ReviewingService:
    """``IReviewing`` for one asker."""

    def __init__(self, registry, asker, allowed, clock, notify, services, blocking):
        self._registry = registry
        self._asker = asker      # principal id, or None
        self._allowed = allowed  # callable(permission, resource) -> bool
        self._clock = clock
        self._notify = notify    # callable(event)
        self._service = services  # callable(interface) -> service
        self._blocking = blocking  # callable(holder) -> findings of checks against approval
        self._definitions = registry.getUtility(IDefinitions)

    def definition(self, document):
        chosen = getattr(find_site(document), 'workflow', None)
        return self._definitions.get(chosen) or next(iter(self._definitions.values()))

    def choose(self, site, name, actor):
        if not self._allowed(MANAGE_BOARD, site):
            raise CannotPerform({'': NOT_ALLOWED})
        if name not in self._definitions:
            raise CannotPerform({'workflow': _('Hãy chọn một giá trị trong danh sách.')})
        before, site.workflow = getattr(site, 'workflow', ''), name
        self._notify(Deed(site, 'choose_workflow', actor, before=before, after=name))

    def offers(self, document):
        if not self._service(IVersions).is_document(document):
            return []
        holder = in_work(document)
        return [
            Offer(transition, self._lasting(self._step(document, transition, Details())))
            for transition in self.definition(document).transitions
            if self._subject(document, transition).state in transition.sources
            and self._allowed(transition.permission, self._subject(document, transition))
            and (holder.state in EVERY_STATE)]

    def _subject(self, document, transition):
        """Return what the step is taken on: the public text for its withdrawal, else the version
        in work.
        """
        return document if transition.sources <= PUBLIC else in_work(document)

    def _lasting(self, step):
        reasons = against(step, LASTING)
        if step.transition.target in (APPROVED, 'published'):
            reasons = {**self._reasons_of_site(step), **reasons}
        return reasons

    def reasons_against(self, document, name, details=None):
        if not self._service(IVersions).is_document(document):
            return {'': NOTHING_TO_DECIDE}
        try:
            transition = self.definition(document).transition(name)
        except KeyError:
            return {'': _('Quy trình của trang này không có bước đó.')}
        subject = self._subject(document, transition)
        if not self._allowed(transition.permission, subject):
            return {'': NOT_ALLOWED}
        if subject.state not in transition.sources:
            return {'': _('Mục này đã ở trạng thái khác; hãy tải lại trang.')}
        step = self._step(document, transition, details or Details())
        reasons = {**self._unknown_codes(step.details), **against(step)}
        if transition.permission == APPROVE and name == 'approve':
            reasons = {**self._reasons_of_site(step), **reasons}
        return reasons

    def _unknown_codes(self, details):
        data, reasons = self._registry.getUtility(IReviewData), {}
        if details.ground and details.ground not in data.grounds:
            reasons['ground'] = _('Hãy chọn một căn cứ từ chối (khoản 3 Điều 14).')
        if set(details.checks) - set(data.checks):
            reasons['checks'] = _('Hãy chọn một giá trị trong danh sách.')
        return reasons

    def _reasons_of_site(self, step):
        """A site without an active board decides on nothing (Điều 18)."""
        if self._service(IBoards).is_active(find_site(step.document), step.now):
            return {}
        return {'': _('Trang này chưa có Ban Biên tập đang hoạt động nên không xuất bản được '
                      '(Điều 18 Quy chế).')}

    def _step(self, document, transition, details):
        holder, now = self._subject(document, transition), self._clock.now()
        asks_checks = 'checks' in transition.asks
        return Step(
            document, holder, holder.review or Review(), self.definition(document), transition,
            details, self._asker, self._service(IVersions).digest(holder) if asks_checks else '',
            roles_at(holder, (self._asker,), now) if asks_checks else frozenset(), now,
            tuple(self._blocking(holder)) if asks_checks else ())

    def perform(self, document, name, actor, details=None):
        details = details or Details()
        reasons = self.reasons_against(document, name, details)
        reasons = {**reasons, **self._unticked(document, name, details)} if not reasons else reasons
        if reasons:
            raise CannotPerform(reasons)
        transition = self.definition(document).transition(name)
        step = self._step(document, transition, details)
        try:
            self._take(step, actor)
        except CannotPublish as refused:
            raise CannotPerform({'': refused.reasons[0]}) from None
        return self._subject(document, transition).state

    def _unticked(self, document, name, details):
        """All three heads of 27.5 must be ticked."""
        asks = self.definition(document).transition(name).asks
        if 'checks' in asks and set(self._registry.getUtility(IReviewData).checks) - set(
                details.checks):
            return {'checks': _('Hãy xác nhận đủ nguồn gốc, chất lượng và nội dung '
                                '(khoản 5 Điều 27 Quy chế).')}
        return {}

    def _take(self, step, actor):
        name, publishing = step.transition.name, self._service(IPublishing)
        if name == 'withdraw':
            publishing.withdraw(step.document, actor, step.details.meaning, step.details.note,
                                step.details.moved_to)
            return
        before = step.holder.state
        review = review_of(step.holder)
        state = apply(step, review, actor, self._board_basis(step))
        event = Event(step.now, actor, name, before, state, step.details.note,
                      step.details.ground, step.digest)
        review.events = (*review.events, event)
        self._notify(Deed(
            step.document, name, actor, before=before, after=state,
            why=step.details.note or step.details.override, ground=step.details.ground,
            then=step.details.then, digest=step.digest, language=step.holder.language))
        if name == 'publish':
            publishing.publish(step.document, actor)
        elif name == 'emergency' or (state == APPROVED and name == 'approve'
                                     and step.details.then != HOLD):
            publishing.publish_approved(step.document, actor)
        else:
            step.holder.state = state
            self._notify(ObjectModified(step.document))

    def _board_basis(self, step):
        board = self._service(IBoards).board(find_site(step.document))
        return '' if board is None else board.decision

    def needs_second_look(self, document):
        concluded = document.concluded
        if document.state not in PUBLIC or not document.approvals:
            return False
        if document.approvals[0].kind == CARRIED_IN:
            return concluded is None or concluded.second_look is None
        return concluded is not None and concluded.is_emergency and concluded.second_look is None

    def look(self, document, actor, note=''):
        reasons = self._reasons_against_look(document, actor)
        if reasons:
            raise CannotPerform(reasons)
        if document.concluded is None:
            document.concluded = Review()
        now = self._clock.now()
        document.concluded.second_look = Event(
            now, actor, 'look', document.state, document.state, note,
            digest=self._service(IVersions).digest(document))
        self._notify(Deed(document, 'look', actor, why=note))
        self._notify(ObjectModified(document))

    def _reasons_against_look(self, document, actor):
        site, now = find_site(document), self._clock.now()
        if not self._service(IBoards).is_member(site, actor, now):
            return {'': NOT_ALLOWED}
        if not self.needs_second_look(document):
            return {'': _('Mục này không chờ xem lại.')}
        if any(approval.actor == actor for approval in document.approvals) or (
                document.concluded is not None and actor in document.concluded.authors):
            return {'': _('Phải do một thành viên khác của Ban Biên tập xem lại.')}
        return {}


def reviewing_service(request):
    registry = request.registry
    return ReviewingService(
        registry, request.authenticated_userid, request.has_permission,
        registry.getUtility(IClock), send(registry), request.service, lambda holder: ())

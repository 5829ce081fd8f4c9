"""``ITasks``, as a plain object that knows nothing of HTTP."""
from collections.abc import Callable, Sequence
from typing import cast

from pyramid.request import Request
from zope.interface import implementer

from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock
from ...base.permissions import ASSIGN, NOT_ALLOWED, Allowed
from ...content.comments.interfaces import ICommenting
from ...content.versions.interfaces import IVersions
from ...kernel.security.authentication.accounts import Account
from ...kernel.tree.events import Change, Send, send
from ...kernel.tree.lookup import find_portal, in_work
from ...kernel.tree.resources import Described
from ...kernel.workflow.interfaces import IN_WORK, SCHEDULED
from ...kernel.workflow.records import Review, begun, review_of
from .absence import acting_for
from .calling import call_of, move_on
from .interfaces import ITasks
from .kinds import APPROVE, BY_OTHERS, CANCELLED, CHECK, DONE, KINDS, PRIORITIES, ROLES
from .people import may_read, roles_of, staff
from .resource import Task, Wish
from .turns import has_part_in

LONGEST, MOST, HIGHEST = 2000, 12, 99
#: Says why somebody may not do something with a task, translatable, ``''`` if they may.
Against = Callable[[Described, Task, str], str]
NOBODY = _('Hãy chọn người hoặc vai trò được giao việc.')


@implementer(ITasks)
class Tasks:
    """``ITasks`` for one asker."""

    def __init__(
            self, allowed: Allowed, clock: IClock, notify: Send, versions: IVersions,
            commenting: ICommenting) -> None:
        self._allowed = allowed
        self._clock = clock
        self._notify = notify
        self._versions = versions
        self._commenting = commenting

    def reasons_against_assigning(self, document: Described) -> list[str]:
        if not self._versions.is_document(document):
            return [_('Ở đây không có việc gì để giao.')]
        holder = in_work(document)
        if not self._allowed(ASSIGN, holder):
            return [NOT_ALLOWED]
        if holder.state == SCHEDULED:
            return [_('Bài đã hẹn giờ xuất bản: bỏ hẹn giờ rồi mới giao việc.')]
        if holder.state not in IN_WORK:
            return [_('Bài không có bản đang sửa: mở bản sửa rồi mới giao việc.')]
        return []

    def people(self, document: Described) -> list[Account]:
        return staff(in_work(document), self._clock.now())

    def assign(self, document: Described, wish: Wish, people: Sequence[str], role: str,
               copies: int, actor: str) -> list[Task]:
        reasons = self.reasons_against_assigning(document)
        if reasons:
            raise Refused({'': reasons[0]})
        self._check(document, wish, people, role, copies)
        review, now = review_of(in_work(document)), self._clock.now()
        first = len(review.tasks) + 1
        holders = list(dict.fromkeys(people)) or [''] * copies
        given = [Task(first + at, first, wish, holder, '' if holder else role, actor, now)
                 for at, holder in enumerate(holders)]
        for task in given:  # nobody has been told of it yet
            task.is_waiting = True
        review.tasks = (*review.tasks, *given)
        self._move_on(document, review, actor)
        for task in given:
            self._tell(document, 'assign_task', actor, task)
        return given

    def _check(self, document: Described, wish: Wish, people: Sequence[str], role: str,
               copies: int) -> None:
        """Raise ``Refused`` unless the task can be given so."""
        number = len(set(people)) or copies
        wrong = {
            'kind': (wish.kind not in KINDS or wish.priority not in PRIORITIES,
                     _('Hãy chọn một giá trị trong danh sách.')),
            'role': (not people and role not in ROLES, NOBODY),
            'copies': (not 1 <= number <= MOST,
                       _('Từ 1 đến ${max} người.', mapping={'max': MOST})),
            'order': (not 1 <= wish.order <= HIGHEST, _('Thứ tự là số từ 1 đến 99.')),
            'quorum': (wish.quorum and (wish.kind != CHECK or not 1 <= wish.quorum <= number), _(
                'Số người đủ chỉ dùng cho việc kiểm tra và không quá số người được giao.')),
            'due': (wish.due is not None and wish.due <= self._clock.now(),
                    _('Hạn phải sau bây giờ.')),
            'note': (len(wish.note) > LONGEST, _('Dài quá ${max} ký tự.',
                                                 mapping={'max': LONGEST})),
            'remark': (wish.remark and not self._is_free(document, wish.remark),
                       _('Nhận xét này đã được giao hoặc đã xử lý.'))}
        reasons = {name: why for name, (is_wrong, why) in wrong.items() if is_wrong}
        for person in people:
            self._check_person(document, wish.kind, person, reasons)
        if reasons:
            raise Refused(reasons)

    def _is_free(self, document: Described, remark: int) -> bool:
        """Return whether the remark of that number waits to be settled, and nobody is to do it."""
        review = review_of(in_work(document))
        return self._is_unsettled(document, remark) and not any(
            task.wish.remark == remark and not task.is_ended for task in review.tasks)

    def _is_unsettled(self, document: Described, remark: int) -> bool:
        return any(each.number == remark and each.is_open
                   for each in self._commenting.remarks(document))

    def _check_person(
            self, document: Described, kind: str, person: str, reasons: dict[str, str]) -> None:
        holder = in_work(document)
        if person not in {each.id for each in self.people(document)}:
            reasons['people'] = _('Có người không xem được bài này hoặc không thuộc trang này.')
        elif kind in BY_OTHERS and person in (holder.review or begun(holder)).authors:
            reasons['people'] = _('Người viết hoặc sửa bài không tự kiểm tra, phê duyệt bài.')

    def actions(self, document: Described, task: Task, actor: str) -> frozenset[str]:
        verbs: dict[str, Against] = {
            'claim': self._against_claiming, 'finish': self._against_finishing,
            'hand_on': self._against_handing_on, 'cancel': self._against_cancelling}
        return frozenset(name for name, against in verbs.items()
                         if not against(document, task, actor))

    def claim(self, document: Described, number: int, actor: str) -> None:
        task = self._task(document, number, actor, self._against_claiming)
        task.holder = actor
        self._tell(document, 'claim_task', actor, task)

    def finish(self, document: Described, number: int, actor: str, said: str = '') -> None:
        task = self._task(document, number, actor, self._against_finishing)
        task.end(DONE, self._clock.now(), actor, said[:LONGEST])
        self._move_on(document, _review(document), actor)
        self._tell(document, 'finish_task', actor, task, said)
        if task.wish.remark and self._is_unsettled(document, task.wish.remark):
            self._commenting.resolve(document, task.wish.remark, actor)

    def hand_on(
            self, document: Described, number: int, to: str, actor: str, said: str = '') -> None:
        task = self._task(document, number, actor, self._against_handing_on)
        reasons: dict[str, str] = {}
        self._check_person(document, task.wish.kind, to, reasons)
        if has_part_in(_review(document).tasks, task, {to}):
            reasons['people'] = _('Người này đã có một phần trong việc kiểm tra này.')
        if reasons:
            raise Refused({'': reasons['people']})
        task.holder, task.reminded = to, False
        self._tell(document, 'hand_on_task', actor, task, said)
        self._notify(call_of(document, task, self._clock.now(), actor))

    def cancel(self, document: Described, number: int, actor: str, said: str = '') -> None:
        task = self._task(document, number, actor, self._against_cancelling)
        task.end(CANCELLED, self._clock.now(), actor, said[:LONGEST])
        self._move_on(document, _review(document), actor)
        self._tell(document, 'cancel_task', actor, task, said)

    def _task(self, document: Described, number: int, actor: str, against: Against) -> Task:
        """Return the task of that number.  Raises ``Refused``."""
        review = in_work(document).review
        task: Task | None = next((each for each in (review.tasks if review else ())
                                  if each.number == number), None)
        if task is None or task.is_ended:
            raise Refused({'': _('Việc này không còn chờ ai làm.')})
        reason = against(document, task, actor)
        if reason:
            raise Refused({'': reason})
        return task

    def _against_claiming(self, document: Described, task: Task, actor: str) -> str:
        review, holder = _review(document), in_work(document)
        if task.holder or not task.is_open:
            return _('Việc này đã có người nhận hoặc chưa đến lượt.')
        if not roles_of(holder, actor, self._clock.now()) & ROLES[task.role]:
            return _('Việc này dành cho người có vai trò khác.')
        if task.wish.kind in BY_OTHERS and actor in review.authors:
            return _('Người viết hoặc sửa bài không tự kiểm tra, phê duyệt bài.')
        if has_part_in(review.tasks, task, {actor}):
            return _('Tài khoản này đã thực hiện một phần của việc kiểm tra này.')
        return ''

    def _against_finishing(self, document: Described, task: Task, actor: str) -> str:
        review = _review(document)
        if not task.is_open or not task.holder:
            return _('Việc này chưa đến lượt hoặc chưa có người nhận.')
        if not self._is_of(document, task, actor):
            return NOT_ALLOWED
        if task.wish.kind == APPROVE:
            return _('Việc này hoàn thành khi bài được phê duyệt.')
        if task.wish.kind in BY_OTHERS and actor in review.authors:
            return _('Người viết hoặc sửa bài không tự kiểm tra, phê duyệt bài.')
        if task.holder != actor and has_part_in(review.tasks, task, {actor}):
            return _('Tài khoản này đã thực hiện một phần của việc kiểm tra này.')
        return ''

    def _against_handing_on(self, document: Described, task: Task, actor: str) -> str:
        allowed = self._is_of(document, task, actor) or self._allowed(ASSIGN, in_work(document))
        return '' if not task.is_ended and task.holder and allowed else NOT_ALLOWED

    def _against_cancelling(self, document: Described, task: Task, actor: str) -> str:
        allowed = self._allowed(ASSIGN, in_work(document))
        return '' if not task.is_ended and allowed else NOT_ALLOWED

    def _is_of(self, document: Described, task: Task, actor: str) -> bool:
        portal, now = find_portal(document), self._clock.now()
        return task.holder in acting_for(portal, actor, now) and may_read(
            in_work(document), actor, now)

    def _move_on(self, document: Described, review: Review, actor: str) -> None:
        """Let those be told whose turn it is now."""
        move_on(document, review, self._clock.now(), actor, self._notify)

    def _tell(self, document: Described, action: str, actor: str, task: Task,
              said: str = '') -> None:
        self._notify(Change(
            document, action, actor, why=said[:LONGEST], number=task.number, kind=task.wish.kind,
            to=task.assignee))


def _review(document: Described) -> Review:
    """Return the record of the version in work of ``document``, which has a task."""
    return cast(Review, in_work(document).review)


def tasks_service(request: Request) -> Tasks:
    """Return the ``ITasks`` for whoever asks by ``request``."""
    registry = request.registry
    return Tasks(request.has_permission, registry.getUtility(IClock), send(registry),
                 request.service(IVersions), request.service(ICommenting))

"""What stands against a step, besides the asker's roles and the state.

"""
import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ...base.i18n import _
from ...kernel.tree.resources import Described
from ...kernel.workflow.definitions import MEANINGS, Definition, Transition
from ...kernel.workflow.records import MAJOR, Review
from ..checks.interfaces import Finding
from ..publishing.interfaces import CONSOLIDATED, Verdict
from ..tasks.interfaces import what_holds_up
from .data import ReviewData
from .dependency import Dependency
from .interfaces import Details

LONGEST_NOTE = 5000
#: By field of ``Details``, ``''`` for the whole: translatable sentences.
Reasons = dict[str, str]


@dataclass(frozen=True)
class Step:
    """A step that somebody wants to take.

    ``document``, ``working_copy``: what it is taken on; ``review``: its record, perhaps a new one.
    ``board_is_active``: whether the site has a board in force.  Of a decision besides: ``digest``
    of the version, ``roles`` that the actor holds there, and ``blocking``, the findings of
    ``checks`` that stand against it, and the ``dependencies`` that go with it; of a step to the
    public, the ``publish_blockers`` and the ``verdict`` of publishing that they are from.
    ``is_rearranged``: whether the version says what is public in another order.  ``held``: why the
    document must stay public, see ``content.reasons_against_withdrawing``.
    """

    document: Described
    working_copy: Described
    review: Review
    definition: Definition
    transition: Transition
    details: Details
    actor: str
    now: datetime.datetime
    data: ReviewData
    board_is_active: bool
    digest: str = ''
    roles: frozenset[str] = frozenset()
    blocking: tuple[Finding, ...] = ()
    publish_blockers: tuple[str, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    verdict: Verdict | None = None
    is_rearranged: bool = False
    held: tuple[str, ...] = ()

    @property
    def decides(self) -> bool:
        """Whether it is an approval, and so needs the checklist of 27.5."""
        return 'checks' in self.transition.asks


#: Says what stands against a step.
Guard = Callable[[Step], Reasons]


def what_is_asked(step: Step) -> Reasons:
    """A note, a ground, the checklist, a moment, a meaning, where the step cannot do without."""
    missing = {
        'note': (not step.details.note.strip(), _('Hãy ghi lý do.')),
        'ground': (not step.details.ground, _('Hãy chọn một căn cứ từ chối (khoản 3 Điều 14).')),
        'moment': (step.details.moment is None, _('Hãy chọn ngày, giờ xuất bản.')),
        'meaning': (step.details.meaning not in MEANINGS, _('Hãy chọn vì sao gỡ.')),
    }
    return {name: missing[name][1] for name in step.transition.asks
            if name in missing and missing[name][0]}


def known_codes(step: Step) -> Reasons:
    """Grounds and heads are those of the data."""
    reasons: Reasons = {}
    if step.details.ground and step.details.ground not in step.data.grounds:
        reasons['ground'] = _('Hãy chọn một căn cứ từ chối (khoản 3 Điều 14).')
    if set(step.details.checks) - set(step.data.checks):
        reasons['checks'] = _('Hãy chọn một giá trị trong danh sách.')
    return reasons


def all_heads_checked(step: Step) -> Reasons:
    """Origin, quality and content have been checked (27.5), if anything is new."""
    left = set(step.data.checks) - set(step.details.checks)
    if step.decides and left and not step.is_rearranged:
        return {'checks': _('Hãy xác nhận đủ nguồn gốc, chất lượng và nội dung '
                            '(khoản 5 Điều 27 Quy chế).')}
    return {}


def board_in_force(step: Step) -> Reasons:
    """A site without an active board decides on nothing (Điều 18)."""
    if step.decides and not step.board_is_active:
        return {'': _('Trang này chưa có Ban Biên tập đang hoạt động nên không xuất bản được '
                      '(Điều 18 Quy chế).')}
    return {}


def nothing_too_long(step: Step) -> Reasons:
    """Notes are read by people."""
    long = {name for name in ('note', 'override', 'change_note')
            if len(getattr(step.details, name)) > LONGEST_NOTE}
    return {name: _('Dài quá ${max} ký tự.', mapping={'max': LONGEST_NOTE}) for name in long}


def no_open_clarification(step: Step) -> Reasons:
    """While an answer is awaited the item goes nowhere but back (14.1)."""
    if step.review.open_clarifications and step.transition.name not in (
            'give_back', 'reject', 'recall', 'revoke', 'unschedule'):
        return {'': _('Đang chờ trả lời yêu cầu làm rõ.')}
    return {}


def no_task_left(step: Step) -> Reasons:
    """What somebody was given to do first is done first."""
    why = what_holds_up(
        step.document, step.review, step.transition.name, step.actor, step.now)
    return {'': why} if why else {}


def fit_for_readers(step: Step) -> Reasons:
    """What stands against publishing it is put right before it is approved."""
    return {'': step.publish_blockers[0]} if step.publish_blockers else {}


def not_the_author(step: Step) -> Reasons:
    """Who wrote a version does not approve it."""
    if step.decides and step.actor in step.review.authors:
        return {'': _('Người viết hoặc sửa phiên bản này không được tự phê duyệt.')}
    return {}


def dependencies_are_not_ones_own(step: Step) -> Reasons:
    """The sender of a file or picture that goes with a version does not approve it."""
    for each in step.dependencies:
        if not each.is_ready and step.actor in each.review.authors:
            return {'': _('“${title}” đi cùng bài này do chính người phê duyệt gửi hoặc sửa: phải '
                          'do một thành viên khác phê duyệt.', mapping={'title': each.title})}
    return {}


def dependencies_are_in_order(step: Step) -> Reasons:
    """Dependencies have what they need, and were there before the first approval."""
    for each in step.dependencies:
        reasons = [*each.verdict.blockers, *(found.message for found in each.blocking)]
        if not each.is_ready and reasons:
            return {'': reasons[0]}
        if not each.is_ready and len(each.review.approvals) < len(step.review.approvals):
            return {'': _('“${title}” đã thay đổi sau khi có người phê duyệt bài: hãy trả lại bài '
                          'để phê duyệt từ đầu.', mapping={'title': each.title})}
    return {}


def once_each(step: Step) -> Reasons:
    """A member approves a version once."""
    if step.transition.name == 'approve' and any(
            approval.actor == step.actor and approval.digest == step.digest
            for approval in step.review.approvals):
        return {'': _('Phiên bản này đã được tài khoản này phê duyệt.')}
    return {}


def at_its_stage(step: Step) -> Reasons:
    """An approval is given by those whose turn it is."""
    if step.transition.name != 'approve':
        return {}
    _state, stage, _given = step.definition.position(
        step.working_copy.state, [approval.stage for approval in step.review.approvals])
    if stage < len(step.definition.stages) and not (
            step.roles & step.definition.stages[stage].roles):
        return {'': _('Bước này do người khác trong Ban Biên tập phê duyệt.')}
    return {}


def blocked_sources(step: Step) -> Reasons:
    """What the checks found stands against approval; the board may override some (15.1.d)."""
    if not step.decides:
        return {}
    final = [each for each in step.blocking if not each.can_be_overridden]
    if final:
        return {'': final[0].message}
    if step.blocking and not step.details.override.strip():
        return {'override': step.blocking[0].message}
    return {}


def in_the_future(step: Step) -> Reasons:
    """What is put off happens later; what expires does so after it was public."""
    details = step.details
    reasons: Reasons = {}
    if step.transition.name == 'schedule' and details.moment and details.moment <= step.now:
        reasons['moment'] = _('Giờ xuất bản phải sau bây giờ.')
    if details.expires and details.expires <= (details.moment or step.now):
        reasons['expires'] = _('Giờ hết hạn phải sau giờ xuất bản.')
    return reasons


def changes_are_explained(step: Step) -> Reasons:
    """A major change of what was public tells readers what it is."""
    if step.details.change == MAJOR and not step.details.change_note.strip():
        return {'change_note': _('Thay đổi lớn phải có lời báo cho người đọc.')}
    return {}


def leads_somewhere(step: Step) -> Reasons:
    """What was consolidated leads to something public."""
    details = step.details
    if details.meaning == CONSOLIDATED and (
            details.moved_to is None or not details.moved_to.is_public
            or details.moved_to is step.document):
        return {'moved_to': _('Hãy chọn mục đang công khai mà nội dung đã được gộp vào.')}
    return {}


def stays_public(step: Step) -> Reasons:
    """What must stay public is not withdrawn, and has no last day."""
    if not step.held:
        return {}
    if step.transition.name == 'withdraw':
        return {'': step.held[0]}
    return {'expires': step.held[0]} if step.details.expires else {}


#: Guards on what the actor cannot mend by saying more; they are shown before the form is sent.
LASTING = (
    board_in_force, no_open_clarification, no_task_left, fit_for_readers, not_the_author,
    dependencies_are_not_ones_own, dependencies_are_in_order, once_each, at_its_stage,
    stays_public)
GUARDS = (
    *LASTING, what_is_asked, known_codes, all_heads_checked, nothing_too_long, blocked_sources,
    in_the_future, changes_are_explained, leads_somewhere)


def guard_failures(step: Step, guards: Iterable[Guard] = GUARDS) -> Reasons:
    """Return the reasons of all ``guards`` against ``step``, ``{}`` if it may be taken."""
    reasons: Reasons = {}
    for guard in guards:
        for name, why in guard(step).items():
            reasons.setdefault(name, why)
    return reasons

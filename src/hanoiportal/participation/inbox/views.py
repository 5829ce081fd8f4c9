"""What somebody may do with a case, as forms: which is the next step, which are further ones."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pyramid.request import Request

from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...base.permissions import APPROVE_ANSWER, ASSIGN
from ...shells.desk.frame.wording import place_title
from ...web.forms.acts import FormAct
from ...web.forms.fields import CHOICE, DAY, LINE, NUMBER, TEXT, Field
from ..cases.interfaces import (
    ABUSE,
    OPEN,
    OUT_OF_SCOPE,
    PUBLISH,
    Case,
    CaseStanding,
    ICases,
    IConduct,
)
from ..publication.interfaces import SECTIONS, ICasePublishing
from .grounds import IGrounds
from .interfaces import AnswerInWork, IAnswering, IInbox, ITriage
from .mergeable import mergeable

#: Pairs of value and title.
Choices = Sequence[tuple[str, str]]
NONE = ('', '—')


@dataclass(frozen=True)
class CaseAct(FormAct):
    """A form of a case.  ``shown``: text above it.

    ``hidden``: further values that it sends.  ``others``: ``(name, title)`` of further buttons.
    ``tick``: name and title of a box to be ticked, ``''`` for none.  ``likely``: numbers and
    titles of other cases that it may be about.
    """

    shown: str = ''
    hidden: Mapping[str, str] = field(default_factory=dict)
    others: Choices = ()
    tick: tuple[str, str] = ('', '')
    likely: Sequence[tuple[int, str]] = ()


@dataclass(frozen=True)
class KnownCase:
    """What the forms of a case are made from.

    ``may_approve``: whether the asker may give the answer; ``may_assign``: give it to others.
    ``people``, ``sites``, ``scopes``, ``abuses``: what can be chosen.  ``actor``: who asks.
    ``draft``: what stands in the form of the answer.  ``publishes``: whether the answer can be
    made public with its approval; ``masked``: the pieces that are masked then.
    ``answered_elsewhere``: whether cases of its kind are answered on a page of their own
    (``IConduct``).  ``likely``: numbers and titles of cases that may be about the same.
    """

    case: Case
    standing: CaseStanding
    work: AnswerInWork
    actor: str
    may_approve: bool
    may_assign: bool
    people: Choices
    sites: Choices
    scopes: Choices
    abuses: Choices
    draft: str = ''
    publishes: bool = False
    masked: Sequence[str] = ()
    answered_elsewhere: bool = False
    likely: Sequence[tuple[int, str]] = ()


def _text(name: str, title: str, required: bool = True, rows: int = 3, value: str = '',
          hint: str = '') -> Field:
    return Field(name, title, TEXT, value, required, rows=rows, hint=hint)


def acts_of(known: KnownCase) -> list[CaseAct]:
    """Return what the asker may do, the next step first."""
    if known.standing.state not in OPEN:
        return [*_remarks()]
    steps = [*_first(known), *_sorting(known)]
    return [*steps, *_remarks()]


def _first(known: KnownCase) -> Iterable[CaseAct]:
    work, unclaimed = known.work, not known.standing.assigned
    waits = work.is_unchanged and not unclaimed
    decides = waits and known.may_approve and known.actor not in {
        *work.authors, work.submitted.actor if work.submitted else ''}
    if unclaimed:
        yield replace(_take(known), is_next=True)
    if decides:
        yield replace(_approve(known), is_next=True)
        yield CaseAct('return', _('Trả lại để sửa'), _('Trả lại'), (
            _text('text', _('Lý do trả lại')),))
    if known.answered_elsewhere:
        return
    if not unclaimed:
        yield replace(_answer(known), is_next=not waits, is_open=not waits)
    if known.may_approve:
        yield CaseAct('notice', _('Thông báo quá trình xử lý'), _('Gửi thông báo'), (
            Field('until', _('Sẽ trả lời trước hết ngày'), DAY, '', True),
            _text('text', _('Đang xử lý đến đâu, vì sao cần thêm thời gian'))), hint=_(
                'Dùng khi chưa trả lời được trong hạn. Ngày hẹn là một thời hạn mới.'))
    if not unclaimed:
        unit = (Field('unit', _('Tên đơn vị'), LINE, '', True),
                Field('email', _('Thư điện tử của đơn vị, để Cổng gửi đường dẫn'), LINE, ''))
        yield CaseAct(
            'link', _('Nhờ đơn vị không có tài khoản soạn trả lời'), _('Tạo đường dẫn'), unit,
            hint=_(
                'Đơn vị đọc nội dung hỏi, không thấy ai hỏi, và soạn trả lời một lần. Ban Biên '
                'tập vẫn phê duyệt.'))


def _take(known: KnownCase) -> CaseAct:
    people = known.people if known.may_assign else [
        pair for pair in known.people if pair[0] == known.actor]
    return CaseAct('take', _('Nhận xử lý'), _('Nhận xử lý'), (
        Field('to', _('Người xử lý'), CHOICE, known.actor, False, tuple(people)),))


def _approve(known: KnownCase) -> CaseAct:
    masked = '“' + '”, “'.join(known.masked) + '”' if known.masked else '—'
    return CaseAct(
        'approve', _('Phê duyệt và gửi trả lời'), _('Phê duyệt, gửi cho người hỏi'), hint=_(
            'Người hỏi thấy đúng nội dung này ngay sau khi phê duyệt; thời hạn kết thúc.'),
        shown=known.work.text, hidden={'digest': known.work.digest},
        tick=('publish', _(
            'Công khai nguyên văn câu hỏi, câu trả lời đã che thông tin. Sẽ che: ${pieces}',
            mapping={'pieces': masked})) if known.publishes else ('', ''))


def _answer(known: KnownCase) -> CaseAct:
    hint = _('Nội dung được niêm phong trong hồ sơ đến khi Ban Biên tập phê duyệt.')
    if known.work.is_unchanged:
        hint = _('Đã trình, chờ Ban Biên tập phê duyệt. Sửa thì phải trình lại.')
    return CaseAct(
        'submit', _('Soạn trả lời'), _('Trình Ban Biên tập'),
        (_text('answer', _('Nội dung trả lời'), rows=12, value=known.draft),), hint=hint,
        hidden={'base': known.work.digest}, others=(('draft', _('Lưu nháp')),))


def _sorting(known: KnownCase) -> Iterable[CaseAct]:
    yield CaseAct('forward', _('Chuyển cơ quan khác trả lời'), _('Chuyển'), (
        Field('site', _('Cơ quan trả lời'), CHOICE, '', True, (NONE, *known.sites)),
        _text('text', _('Lý do, báo cho người gửi'), False)), hint=_(
            'Thời hạn vẫn tính từ lúc tiếp nhận. Trang chưa có Ban Biên tập thì Cổng Thành phố '
            'nhận. Người gửi được báo ai trả lời.'))
    yield CaseAct('out_of_scope', _('Ngoài phạm vi trả lời'), _('Thông báo cho người gửi'), (
        Field('ground', _('Căn cứ'), CHOICE, '', True, (NONE, *known.scopes)),
        Field('competent', _('Cơ quan có thẩm quyền, địa chỉ'), LINE, '', True),
        _text('text', _('Hướng dẫn thêm'), False)), hint=_(
            'Phải thông báo ngay trong ngày làm việc tiếp nhận (điểm e khoản 1 Điều 13).'))
    if known.standing.assigned and (
            known.may_assign or known.standing.assigned == known.actor):
        yield CaseAct('assign', _('Giao cho người khác'), _('Giao'), (
            Field('to', _('Người xử lý'), CHOICE, '', True, (NONE, *known.people)),))
    if not known.answered_elsewhere:
        yield CaseAct('merge', _('Gộp với hồ sơ trùng'), _('Gộp'), (
            Field('other', _('Số của hồ sơ kia'), NUMBER, '', True),), hint=_(
                'Hồ sơ tiếp nhận trước được giữ; người gửi hồ sơ kia vẫn nhận mọi thông báo, câu '
                'trả lời, nên không nêu tên, việc riêng của ai.'),
            likely=known.likely)
    yield CaseAct('split', _('Tách một phần thành hồ sơ mới'), _('Tách'), (
        Field('title', _('Tiêu đề'), LINE, '', True),
        _text('text', _('Nội dung được tách'))), hint=_(
            'Hồ sơ mới giữ thời điểm tiếp nhận; người gửi được báo mã mới.'))
    if known.may_approve:
        yield CaseAct('abuse', _('Không xử lý: lạm dụng'), _('Đánh dấu, kết thúc hồ sơ'), (
            Field('ground', _('Căn cứ'), CHOICE, '', True, (NONE, *known.abuses)),
            _text('text', _('Lý do, chỉ lưu nội bộ'))))


def _remarks() -> Iterable[CaseAct]:
    yield CaseAct('note', _('Ghi chú nội bộ'), _('Ghi chú'), (_text('text', _('Ghi chú')),))
    yield CaseAct('called', _('Ghi lại cuộc gọi'), _('Ghi lại'), (
        _text('text', _('Đã trao đổi qua điện thoại')),))


def known_of(request: Request, site: ISite, case: Case, begun: str = '') -> KnownCase:
    """Return what the forms of ``case``, which ``site`` has, are made from.

    ``begun``: text of a template, put behind what is kept of the answer.
    """
    now = request.registry.getUtility(IClock).now()
    cases: ICases = request.registry.getAdapter(site, ICases)
    inbox, triage = request.service(IInbox), request.service(ITriage)
    work, standing = request.service(IAnswering).work(case), cases.standing(case, now)

    def grounds(act: str) -> Choices:
        found = request.registry.getUtility(IGrounds).of(act, now)
        return [(name, each.title_in(request.language.tag)) for name, each in found.items()]

    return KnownCase(
        case, standing, work, request.identity.id,
        bool(request.has_permission(APPROVE_ANSWER, site)),
        bool(request.has_permission(ASSIGN, site)),
        [(each.id, each.full_name or each.id) for each in inbox.people(site)],
        [(str(each.__oid__), place_title(request, each)) for each in triage.targets(case)],
        grounds(OUT_OF_SCOPE), grounds(ABUSE), '\n\n'.join(filter(None, (work.text, begun))),
        *_publishing(request, cases, case, work),
        answered_elsewhere=request.registry.queryUtility(IConduct, name=case.kind) is not None,
        likely=mergeable(cases, case) if standing.state in OPEN else ())


def _publishing(request: Request, cases: ICases, case: Case,
                work: AnswerInWork) -> tuple[bool, Sequence[str]]:
    """Return whether ``case`` may be published as it is, and what is masked then."""
    contents = cases.open(case)
    if contents is None or PUBLISH not in contents.consents or case.kind not in SECTIONS:
        return False, ()
    marks = request.service(ICasePublishing).suggest_marks
    texts = (contents.title, contents.text, work.text)
    return True, list(dict.fromkeys(mark.text for text in texts for mark in marks(text)))

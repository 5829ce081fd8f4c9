"""Góp ý dự thảo: the form, what it is about, and what holds for its cases."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from ...base.clock import shown_date
from ...base.i18n import DEFAULT, _
from ...base.interfaces import ISite
from ...base.legaltexts.identities import Provision
from ...kernel.tree.lookup import find_portal, find_site, in_language
from ..batches.interfaces import TAKEN_OUT
from ..cases.interfaces import (
    ADDED,
    CONSULTATION,
    DISSATISFIED,
    FORWARDED,
    MERGED,
    NAME,
    ORGANISATION,
    PUBLISH,
    REOPENED,
    SPLIT,
    Case,
    CaseEvent,
    ISealedCases,
)
from ..questions.interfaces import (
    EMAIL,
    HIDDEN,
    LONGEST_TEXT,
    PHONE,
    TEXT,
    CaseField,
    CaseForm,
    SubjectLine,
)
from .anchoring import anchored
from .interfaces.comments import (
    ACCEPTED,
    ANSWERED_AS,
    ASKED,
    DECLINED,
    FORM,
    LONGEST_PASSAGE,
    ORPHANED,
    PARTLY,
    READING,
    TITLES,
)
from .interfaces.drafts import OPEN, PREPARING, IConsultation
from .register import draft_at

GONE = _('Điều khoản này không còn trong dự thảo đang lấy ý kiến. Xin mở lại dự thảo, chọn điều '
         'khoản khác hoặc góp ý về toàn bộ dự thảo; nội dung đã viết còn nguyên ở đây.')
UNCLEAR = _('Đoạn trích không có, hoặc có nhiều lần, trong điều khoản này. Xin chép đúng và dài '
            'hơn, hoặc góp ý về cả điều khoản; nội dung đã viết còn nguyên.')
_HELP = (
    _('Nêu rõ: chỗ nào chưa hợp lý, vì sao, nên sửa thành thế nào.'),
    _('Mọi ý kiến đều được trả lời: tiếp thu, tiếp thu một phần hay không tiếp thu, vì sao. Cổng '
      'đưa một mã và một khóa để xem; có thể bổ sung hoặc rút khi đợt lấy ý kiến còn mở.'))
COMMENTING = CaseForm(
    FORM, CONSULTATION, _('Góp ý dự thảo'),
    _('Góp ý về một điều khoản, một đoạn hoặc toàn bộ dự thảo đang lấy ý kiến.'),
    (CaseField('text', _('Ý kiến góp ý'), TEXT, required=True, longest=LONGEST_TEXT),
     CaseField('quotation', _('Đoạn được góp ý'), longest=LONGEST_PASSAGE,
               hint=_('Để trống nếu góp ý về cả điều khoản hoặc toàn bộ dự thảo. Nếu góp ý về một '
                      'đoạn: chép đúng đoạn đó.')),
     CaseField('organisation', _('Tên tổ chức, doanh nghiệp'), required=True,
               capacity=ORGANISATION, autocomplete='organization'),
     CaseField('name', _('Họ và tên'), optional=True, autocomplete='name'),
     CaseField('phone', _('Điện thoại'), PHONE, longest=30, optional=True, autocomplete='tel'),
     CaseField('email', _('Thư điện tử'), EMAIL, optional=True, autocomplete='email',
               hint=_('Để nhận mã theo dõi và tin báo khi có trả lời.'),
               unmailed_hint=_('Để cơ quan liên hệ khi cần. Không có thư điện tử vẫn gửi được.')),
     CaseField('draft', _('Dự thảo'), HIDDEN), CaseField('provision', _('Điều khoản'), HIDDEN)),
    _HELP, file_kinds=('text', 'sheet', 'image'), consents=(PUBLISH, NAME), asked=ASKED,
    alone=False, identified=True)


class DraftSubject:
    """``IFormSubject`` of the form: the draft, and where in it."""

    def receiver(self, site: ISite, values: Mapping[str, str]) -> ISite | None:
        """See ``IFormSubject``."""
        found = _draft(site, values)
        return None if found is None else find_site(found)

    def lines(self, site: ISite, values: Mapping[str, str], tag: str) -> Sequence[SubjectLine]:
        """See ``IFormSubject``."""
        draft = _draft(site, values)
        if draft is None:
            return ()
        found = provision_of(draft, values.get('provision', ''))
        about = SubjectLine(_('Góp ý về'), _('Toàn bộ dự thảo')) if found is None else SubjectLine(
            _('Góp ý về'), found.heading, DEFAULT)
        said = in_language(draft, tag)
        return tuple(each for each in (
            SubjectLine(_('Dự thảo'), said.title, said.language), about,
            SubjectLine(_('Nội dung'), found.text if found is not None else '', DEFAULT))
            if each.text)

    def against(self, site: ISite, values: Mapping[str, str]) -> Mapping[str, str]:
        """See ``IFormSubject``."""
        draft = _draft(site, values)
        why = '' if draft is None else against(
            draft, values.get('provision', ''), values.get('quotation', ''))
        return {'quotation' if why == UNCLEAR else '': why} if why else {}


def against(draft: IConsultation, provision: str, quotation: str, by_hand: bool = False) -> str:
    """Return why no comment on that passage of ``draft`` is taken, translatable; ``''`` if it is.

    ``by_hand``: the staff enters it, which may come later than the close.
    """
    if draft.phase != OPEN and not by_hand:
        return closed(draft)
    found = provision_of(draft, provision)
    if provision and found is None:
        return GONE
    if quotation.strip() and (found is None or anchored(
            provision, found.text, quotation) is None):
        return UNCLEAR
    return ''


def closed(draft: IConsultation) -> str:
    """Return from when, or until when, comments on ``draft`` are taken; translatable."""
    opens, closes = (shown_date(day, DEFAULT) if day else '…'
                     for day in (draft.opens, draft.closes))
    if draft.phase == PREPARING:
        return _('Dự thảo này được lấy ý kiến từ ngày ${opens}. Nội dung đã viết còn nguyên.',
                 mapping={'opens': opens})
    return _('Đợt lấy ý kiến đã kết thúc: góp ý được nhận đến hết ngày ${closes}. Nội dung đã '
             'viết còn nguyên; có thể gửi tới đơn vị nhận góp ý ghi ở trang dự thảo.',
             mapping={'closes': closes})


def provision_of(draft: IConsultation, id: str) -> Provision | None:
    """Return the provision of ``draft`` with that ``id``, ``None`` if there is none."""
    return next((each for each in draft.provisions if each.id == id), None)


def _draft(site: ISite, values: Mapping[str, str]) -> IConsultation | None:
    found = draft_at(find_portal(site), values.get('draft', ''))
    return found if found is not None and found.is_public else None


class CommentConduct:
    """``cases.interfaces.IConduct`` of comments on drafts."""

    page = 'comment'
    labels: Mapping[str, str] = MappingProxyType({
        'draft': _('Dự thảo'), 'provision': _('Điều khoản'), 'quotation': _('Đoạn được góp ý')})
    mailed = frozenset({ORPHANED, TAKEN_OUT})
    titles: Mapping[str, str] = MappingProxyType({
        ORPHANED: _('Điều khoản được góp ý đã thay đổi'),
        TAKEN_OUT: _('Đã gỡ khỏi trang công khai'),
        **{f'{ANSWERED_AS}{each}': TITLES[each] for each in (ACCEPTED, PARTLY, DECLINED)}})
    unasked = frozenset({REOPENED, DISSATISFIED})

    def said(self, site: ISite, details: Mapping[str, str]) -> Mapping[str, str]:
        """The draft by its title, the provision by its name."""
        draft = draft_at(find_portal(site), details.get('draft', ''))
        if draft is None:
            return {}
        found = provision_of(draft, details.get('provision', ''))
        return {'draft': draft.title, 'provision': found.heading if found else ''}

    def links(self, details: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
        """The draft, and what is said of the provision."""
        draft, provision = details.get('draft', ''), details.get('provision', '')
        return {'draft': (draft,), 'provision': (draft, READING, provision)}

    def answer_rule(self, cases: ISealedCases, case: Case) -> str:
        """No term of its own: what is owed is owed before the final text."""
        return ''

    def against(self, cases: ISealedCases, case: Case, event: CaseEvent) -> str:
        """A comment stays with its draft, and is added to while that is open."""
        if event.kind in (FORWARDED, MERGED, SPLIT):
            return _('Góp ý dự thảo được trả lời trong sổ của dự thảo, không chuyển, gộp hay '
                     'tách.')
        if event.kind == REOPENED and not event.actor:
            return _('Góp ý đã được trả lời trong sổ tiếp thu, giải trình.')
        contents = cases.open(case)
        if event.kind != ADDED or contents is None:
            return ''
        found = draft_at(cases.portal, contents.details.get('draft', ''))
        return closed(found) if found is not None and found.phase != OPEN else ''

"""Câu hỏi gửi buổi đối thoại: the form, what it is about, and what holds for its cases."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from ...base.clock import local, shown_date
from ...base.clock import shown_time as time_of_day
from ...base.i18n import DEFAULT, _
from ...base.interfaces import ISite
from ...kernel.tree.lookup import find_portal, find_site, in_language
from ..batches.interfaces import TAKEN_OUT
from ..cases.interfaces import (
    ADDED,
    DIALOGUE,
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
from ..questions.interfaces import EMAIL, HIDDEN, TEXT, CaseField, CaseForm, SubjectLine
from .interfaces import (
    ASKED,
    ASKING,
    COMING,
    FORM,
    LONGEST_QUESTION,
    ONE,
    PHASE_TITLES,
    RUNNING,
    IDialogue,
)
from .register import dialogue_at

_HELP = (
    _('Viết ngắn, mỗi lần một câu hỏi. Câu hỏi trùng nhau được gộp và trả lời một lần.'),
    _('Câu trả lời được đăng ở trang theo dõi buổi trực tuyến. Cổng đưa một mã và một khóa để xem '
      'lại.'))
QUESTIONING = CaseForm(
    FORM, DIALOGUE, _('Đặt câu hỏi cho buổi trực tuyến'),
    _('Câu hỏi gửi trước hoặc trong buổi giao lưu, đối thoại, chất vấn, họp báo trực tuyến.'),
    (CaseField('text', _('Câu hỏi'), TEXT, required=True, longest=LONGEST_QUESTION),
     CaseField('organisation', _('Tên tổ chức, doanh nghiệp'), required=True,
               capacity=ORGANISATION, autocomplete='organization'),
     CaseField('name', _('Họ và tên'), optional=True, autocomplete='name'),
     CaseField('email', _('Thư điện tử'), EMAIL, optional=True, autocomplete='email',
               hint=_('Để nhận mã theo dõi và tin báo khi có trả lời.'),
               unmailed_hint=_('Để cơ quan liên hệ khi cần. Không có thư điện tử vẫn gửi được.')),
     CaseField('dialogue', _('Buổi trực tuyến'), HIDDEN)),
    _HELP, consents=(PUBLISH, NAME), asked=(('dialogue', ASKED),), alone=False)


class DialogueSubject:
    """``IFormSubject`` of the form: the dialogue."""

    def receiver(self, site: ISite, values: Mapping[str, str]) -> ISite | None:
        """See ``IFormSubject``."""
        found = _dialogue(site, values)
        return None if found is None else find_site(found)

    def lines(self, site: ISite, values: Mapping[str, str], tag: str) -> Sequence[SubjectLine]:
        """See ``IFormSubject``."""
        found = _dialogue(site, values)
        if found is None:
            return ()
        text = in_language(found, tag)
        return (SubjectLine(_('Buổi trực tuyến'), text.title, text.language),
                SubjectLine(_('Tình trạng'), PHASE_TITLES[found.phase]))

    def against(self, site: ISite, values: Mapping[str, str]) -> Mapping[str, str]:
        """See ``IFormSubject``."""
        found = _dialogue(site, values)
        why = '' if found is None else closed(found)
        return {'': why} if why else {}


def closed(dialogue: IDialogue) -> str:
    """Return why no question to ``dialogue`` is taken now, translatable; ``''`` if it is."""
    if dialogue.phase in (ASKING, RUNNING):
        return ''
    moment = dialogue.asks_from if dialogue.phase == COMING else dialogue.end
    at = local(moment) if moment is not None else None
    told = f'{time_of_day(at)} ngày {shown_date(at.date(), DEFAULT)}' if at is not None else '…'
    if dialogue.phase == COMING:
        return _('Buổi này nhận câu hỏi từ ${moment}. Nội dung đã viết còn nguyên.',
                 mapping={'moment': told})
    return _('Buổi này đã kết thúc: câu hỏi được nhận đến ${moment}. Nội dung đã viết còn nguyên; '
             'có thể gửi ở chuyên mục Hỏi đáp.', mapping={'moment': told})


def _dialogue(site: ISite, values: Mapping[str, str]) -> IDialogue | None:
    found = dialogue_at(find_portal(site), values.get('dialogue', ''))
    return found if found is not None and found.is_public else None


class QuestionConduct:
    """``cases.interfaces.IConduct`` of questions to dialogues."""

    page = ONE
    labels: Mapping[str, str] = MappingProxyType({'dialogue': _('Buổi trực tuyến')})
    mailed = frozenset({TAKEN_OUT})
    titles: Mapping[str, str] = MappingProxyType({TAKEN_OUT: _('Đã gỡ khỏi trang công khai')})
    unasked = frozenset({ADDED, REOPENED, DISSATISFIED})

    def said(self, site: ISite, details: Mapping[str, str]) -> Mapping[str, str]:
        """The dialogue by its title."""
        found = dialogue_at(find_portal(site), details.get('dialogue', ''))
        return {} if found is None else {'dialogue': found.title}

    def links(self, details: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
        """The dialogue."""
        return {'dialogue': (details.get('dialogue', ''),)}

    def answer_rule(self, cases: ISealedCases, case: Case) -> str:
        """No term of its own: it is answered while the dialogue goes on."""
        return ''

    def against(self, cases: ISealedCases, case: Case, event: CaseEvent) -> str:
        """A question stays with its dialogue."""
        if event.kind in (FORWARDED, MERGED, SPLIT, ADDED) or (
                event.kind == REOPENED and not event.actor):
            return _('Câu hỏi gửi buổi trực tuyến được trả lời tại buổi đó, không chuyển, gộp, '
                     'tách hay bổ sung; có thể gửi câu hỏi mới ở chuyên mục Hỏi đáp.')
        return ''

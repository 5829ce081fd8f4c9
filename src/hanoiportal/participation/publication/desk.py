"""The public text of a case in the desk: what was received beside what will be public."""
from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...base.numbers import number_in
from ...base.permissions import ANSWER, APPROVE_ANSWER
from ...base.settings import ISettings
from ...content.erasure.interfaces import IErasing, IErasureRules
from ...kernel.tree.lookup import find_site, item_of
from ...kernel.tree.resources import Described
from ...shells.desk.frame.menu import HERE, menu
from ...shells.desk.frame.view import DeskView
from ...shells.frame.assets import asset_url
from ...types.question.resource import Question
from ...web import desk_view
from ..cases.interfaces import NAME, PUBLISH, Case, ICases
from ..inbox.interfaces import ONE
from .drafting import Sources, sources_of
from .interfaces import (
    CONSENTED,
    FIGURE,
    KEEP,
    MASK,
    PAGE,
    REWRITE,
    REWRITTEN,
    SECTIONS,
    CannotConceal,
    CannotPublishCase,
    Concealed,
    ICasePublishing,
    IConcealing,
    PublicText,
)
from .rows import passages, rows_of, typed

CONCEAL = 'conceal'
TEMPLATE, CONCEALING = 'templates/publictext.pt', 'templates/conceal.pt'
STYLESHEET = asset_url('record.css')
WAYS = (
    (CONSENTED, _('Công khai theo sự đồng ý của người gửi')),
    (REWRITTEN, _('Công khai bản viết lại, không nêu tên')),
    (FIGURE, _('Không công khai nội dung, chỉ tính vào số liệu')))
DECISIONS = ((MASK, _('Che')), (KEEP, _('Giữ nguyên')), (REWRITE, _('Viết lại thành')))
#: What fields of a question are called.
LABELS = {'title': _('Tiêu đề'), 'question': _('Câu hỏi'), 'body': _('Câu trả lời'),
          'asked_by': _('Người hỏi'), 'field': _('Lĩnh vực'),
          'answered_by': _('Cơ quan trả lời')}
Values = Mapping[str, object]


class PublicTextView(DeskView):
    """Writing and approving the public text of one case."""

    @cached_property
    def case(self) -> Case:
        """The case that the address names.  Raises ``HTTPNotFound`` for one of another site."""
        found = self.cases.get(number_in(self.request.params.get('number', '')))
        if found is None or found.site != str(self.context.__oid__) or found.kind not in SECTIONS:
            raise HTTPNotFound
        return found

    @cached_property
    def cases(self) -> ICases:
        """The register of cases."""
        found: ICases = self.request.registry.getAdapter(self.context, ICases)
        return found

    @cached_property
    def publishing(self) -> ICasePublishing:
        """The verbs."""
        found: ICasePublishing = self.request.service(ICasePublishing)
        return found

    @desk_view(context=ISite, name=PAGE, working_permission=ANSWER, renderer=TEMPLATE)
    def page(self) -> Values:
        """Show both texts."""
        return self._page(self._draft(), {})

    @desk_view(context=ISite, name=PAGE, working_permission=ANSWER, request_method='POST',
               renderer=TEMPLATE)
    def act(self) -> Values | HTTPSeeOther:
        """Keep what was typed, make the text anew by the decisions, or approve."""
        act = self.request.POST.get('act', '')
        text = typed(self.request.POST, self._draft())
        try:
            if act == 'approve':
                digest = str(self.request.POST.get('digest', ''))
                self.publishing.approve(self.case, digest, self.actor)
                self.flash(_('Đã phê duyệt bản công khai.'))
            else:
                made = self.publishing.apply(self.case, text) if act == 'apply' else text
                self.publishing.keep(self.case, made, self.actor)
                self.flash(_('Đã lưu bản công khai.'))
        except CannotPublishCase as refused:
            return self._page(text, refused.reasons)
        return self.see(self.context, PAGE, number=self.case.number)

    @property
    def actor(self) -> str:
        """Id of the account at work."""
        return str(self.request.identity.id)

    def _draft(self) -> PublicText:
        try:
            return self.publishing.draft(self.case)
        except CannotPublishCase:
            raise HTTPNotFound from None

    def _page(self, text: PublicText, reasons: Mapping[str, str]) -> Values:
        if reasons:
            self.request.response.status_int = 422
        case, sources = self.case, sources_of(self.case, self.cases)
        marks = self.publishing.suggest_marks
        received = [(_('Tiêu đề'), sources.contents.title), (_('Nội dung gửi'),
                    sources.contents.text), (_('Câu trả lời'), sources.answer)]
        left = self.publishing.undecided(text)
        return {
            'title': _('Bản công khai'), 'view': PAGE, 'case': case, 'text': text,
            'back': self.path(self.context, ONE, number=case.number),
            'received': [(label, list(passages(said, marks(said))), said)
                         for label, said in received],
            'rows': rows_of([mark for _label, said in received for mark in marks(said)], text,
                            left),
            'left': len(left), 'ways': WAYS, 'decisions': DECISIONS, 'stylesheet': STYLESHEET,
            'consents': self._consents(sources), 'problems': list(reasons.values()),
            'reasons': reasons, **self._deciding(text, reasons)}

    def _consents(self, sources: Sources) -> list[str]:
        """Return what the sender has agreed to, translatable."""
        given = sources.contents.consents
        return [
            _('Đồng ý công khai nội dung') if PUBLISH in given
            else _('Chưa đồng ý công khai nội dung'),
            _('Đồng ý nêu tên') if NAME in given else _('Không đồng ý nêu tên')]

    def _deciding(self, text: PublicText, reasons: Mapping[str, str]) -> Values:
        """Return what the page shows of the approval."""
        case, published = self.case, self.publishing.published(self.case)
        item = self._item()
        known = {'published': published, 'item': item,
                 'item_address': self.path(item) if item is not None else ''}
        if reasons or not self.request.has_permission(APPROVE_ANSWER, self.context):
            return {**known, 'against': [], 'digest': ''}
        against = self.publishing.reasons_against(case, text, self.actor)
        is_kept = bool(text.authors)
        return {**known, 'against': list(against.values()) if is_kept else [],
                'digest': self.publishing.digest(case, text) if is_kept and not against else ''}

    def _item(self) -> Described | None:
        """Return the item that the case is public as, ``None`` if there is none."""
        now = self.request.registry.getUtility(IClock).now()
        return item_of(self.request.root, self.cases.standing(self.case, now).item)


def may_conceal(item: Described, request: Request) -> bool:
    """Return whether the asker may take a passage out of ``item``, which is public."""
    return bool(item.is_public and request.has_permission(APPROVE_ANSWER, find_site(item)))


@menu(CONCEAL, _('Che lại'), at=HERE, context=Question, order=75, shown=may_conceal)
class ConcealView(DeskView):
    """Taking a name that was found later out of a public question."""

    @desk_view(context=Question, name=CONCEAL, renderer=CONCEALING)
    def page(self) -> Values:
        """Ask what is to be concealed."""
        self._require()
        return self._page({})

    @desk_view(context=Question, name=CONCEAL, request_method='POST', renderer=CONCEALING)
    def act(self) -> Values | HTTPSeeOther:
        """Show what would change; conceal it where that was shown and is confirmed."""
        self._require()
        form, concealing = self.request.POST, self.request.service(IConcealing)
        piece = str(form.get('piece', ''))
        try:
            if form.get('act') != 'conceal':
                return self._page({}, concealing.preview(self.context, piece))
            number = concealing.conceal(
                self.context, piece, str(form.get('digest', '')), str(form.get('basis', '')),
                str(form.get('reference', '')), str(self.request.identity.id))
        except CannotConceal as refused:
            self.request.response.status_int = 422
            return self._page(refused.reasons)
        self.flash(_('Đã che lại. Yêu cầu xóa các phiên bản cũ có số ${number}, chờ người thứ hai '
                     'xác nhận.', mapping={'number': number}))
        return self.see(self.context)

    def _require(self) -> None:
        if not may_conceal(self.context, self.request):
            raise HTTPNotFound

    def _page(self, reasons: Mapping[str, str], found: Concealed | None = None) -> Values:
        form = self.request.POST
        typed = {name: str(form.get(name, '')) for name in ('piece', 'basis', 'reference')}
        titles = self.request.registry.getUtility(IErasureRules).titles(self.request.language.tag)
        bases = [(each.name, titles[each.name])
                 for each in self.request.service(IErasing).bases]
        return {
            'title': _('Che lại thông tin đã công khai'), 'view': CONCEAL, 'typed': typed,
            'reasons': reasons, 'problems': list(reasons.values()), 'found': found,
            'bases': bases, 'labels': LABELS,
            'is_archived': bool(self.request.registry.getUtility(ISettings).archive)}

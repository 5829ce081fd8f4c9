"""Văn bản dự thảo in the desk: the text as it is, a new one, what was recognised in it."""
from __future__ import annotations

from typing import NamedTuple, cast

from pyramid.request import Request
from pyramid.response import Response

from ...base.errors import Refused
from ...base.i18n import _
from ...base.legaltexts.alignment import CHANGED, GONE, KEPT, MERGED, MOVED, NEW, SPLIT
from ...base.legaltexts.structure import ARTICLE, CHAPTER, CLAUSE, POINT, SECTION
from ...base.permissions import APPROVE_ANSWER, EDIT, VIEW
from ...kernel.inspection.upload import Incoming
from ...kernel.tree.lookup import in_work
from ...shells.desk.frame.menu import HERE, menu
from ...shells.desk.frame.view import REFUSED, DeskView
from ...web import desk_view
from ..consultations.interfaces.drafts import (
    FINAL,
    SUMMING,
    IConsultation,
    IConsultations,
    ITerms,
)
from .interfaces import IDraftImport, Preview, Taken

NAME = 'draft-text'
TEMPLATE = 'templates/text.pt'
#: Begins the names of the fields that say what a provision came of; behind it the step's number.
FROM = 'nguon-'
AS_PROPOSED = 'de-xuat'
COUNTED = ((CHAPTER, _('chương')), (SECTION, _('mục')), (ARTICLE, _('điều')),
           (CLAUSE, _('khoản')), (POINT, _('điểm')))
LEFT_OUT = {
    'pictures': _('ảnh, hình vẽ'), 'headers': _('đầu trang, chân trang'),
    'remarks': _('ghi chú bên lề'), 'hidden': _('đoạn chữ ẩn')}
KIND_TITLES = {
    CHANGED: _('Sửa đổi'), SPLIT: _('Tách'), MERGED: _('Gộp'), MOVED: _('Chuyển chỗ'),
    KEPT: _('Giống nhau ở nhiều chỗ'), NEW: _('Mới'), GONE: _('Bỏ')}
SWAPPED = _('Đổi chỗ')


class ComparedLine(NamedTuple):
    """A line of the comparison.  ``field``: that says what it came of, ``''`` for none.
    ``before``, ``after``: ``[(label, text)]``.
    """

    kind: str
    title: str
    field: str
    before: list[tuple[str, str]]
    after: list[tuple[str, str]]

    @property
    def was(self) -> str:
        """The labels before."""
        return ', '.join(label for label, _text in self.before)

    @property
    def now(self) -> str:
        """The labels after."""
        return ', '.join(label for label, _text in self.after)


@menu(NAME, _('Văn bản dự thảo'), at=HERE, working_permission=VIEW, context=IConsultation,
      order=25)
class DraftText(DeskView):
    """The text of one draft."""

    def __init__(self, context: IConsultation, request: Request) -> None:
        super().__init__(context, request)
        self._import: IDraftImport = request.service(IDraftImport)

    @desk_view(context=IConsultation, name=NAME, renderer=TEMPLATE)
    def page(self) -> dict[str, object]:
        """Show how far the text is, and the form for a new one."""
        return self._page()

    @desk_view(context=IConsultation, name=NAME, working_permission=EDIT, request_method='POST',
               renderer=TEMPLATE)
    def bring(self) -> Response | dict[str, object]:
        """Show what was recognised in a new text, or keep it."""
        act = str(self.request.POST.get('act', ''))
        try:
            taken = self._taken()
            found = self._import.preview(self.context, taken.text)
            if act in ('keep', 'all'):
                self._keep(found, act == 'all')
                self.flash(_('Đã lưu văn bản dự thảo. Bản này được công khai khi Ban Biên tập '
                             'phê duyệt.'))
                return self.see(self.context, NAME)
        except Refused as refused:
            return self._page(problems=list(refused.reasons.values()),
                              text=str(self.request.POST.get('text', '')))
        return self._page(found=found, taken=taken)

    @desk_view(context=IConsultation, name='consultation-phase',
               working_permission=APPROVE_ANSWER, request_method='POST')
    def phase(self) -> Response:
        """Say that the text is the final one, or which document it became."""
        service: IConsultations = self.request.service(IConsultations)
        actor = self.request.authenticated_userid
        try:
            if self.context.phase == FINAL:
                done = _('Đã ghi văn bản được ban hành từ dự thảo.')
                service.enact(self.context, str(self.request.POST.get('path', ''))[:500], actor)
            else:
                done = _('Đã ghi đây là bản cuối của dự thảo.')
                service.finish(self.context, actor)
        except Refused as refused:
            self.flash(next(iter(refused.reasons.values())), REFUSED)
        else:
            self.flash(done)
        return self.see(self.context, NAME)

    def _taken(self) -> Taken:
        given = self.request.POST.get('file', b'')
        if getattr(given, 'filename', ''):
            return self._import.take(Incoming(given.filename, given.file))
        return Taken(str(self.request.POST.get('text', '')), {})

    def _keep(self, found: Preview, everything: bool) -> None:
        form = self.request.POST
        confirmed: dict[int, tuple[str, ...]] = {}
        for number, step in enumerate(found.steps):
            said = str(form.get(f'{FROM}{number}', ''))
            if everything and not said and step.old and step.new:
                said = AS_PROPOSED
            if said:
                confirmed[number] = step.old if said == AS_PROPOSED else (said,)
        self._import.keep(self.context, found.text, str(form.get('base', '')), confirmed,
                          self.request.authenticated_userid, str(form.get('note', ''))[:500])

    def _page(self, problems: list[str] | None = None, text: str = '',
              found: Preview | None = None, taken: Taken | None = None) -> dict[str, object]:
        if problems:
            self.request.response.status_int = 422
        item = self.context
        work = cast(IConsultation, in_work(item))
        return {
            'title': _('Văn bản dự thảo: ${title}', mapping={'title': item.title}), 'item': item,
            'problems': problems or [], 'text': text, 'found': found,
            'has_text': bool(work.full_text), 'warning': self._warning(work),
            'counts': self._counts(found), 'left_out': self._left_out(taken),
            'lines': lines_of(found) if found else [], 'choices': choices_of(found),
            'sure': sum(step.sure for step in found.steps) if found else 0,
            'may_edit': bool(self.request.has_permission(EDIT, work)),
            'may_conclude': bool(self.request.has_permission(APPROVE_ANSWER, item)),
            'summing': item.phase == SUMMING, 'final': item.phase == FINAL,
            'as_proposed': AS_PROPOSED}

    def _warning(self, work: IConsultation) -> str:
        """Return a warning if people have less time than a rule that is not sure wants."""
        if work.opens is None or work.closes is None:
            return ''
        terms: ITerms = self.request.registry.getUtility(ITerms)
        least = terms.least(work.document_kind, work.opens)
        return '' if least is None else least.doubt(work.opens, work.closes)

    @staticmethod
    def _counts(found: Preview | None) -> list[tuple[int, str]]:
        return [(found.counts[kind], title) for kind, title in COUNTED
                if found.counts.get(kind)] if found else []

    @staticmethod
    def _left_out(taken: Taken | None) -> list[tuple[int, str]]:
        return [(number, LEFT_OUT[kind]) for kind, number in taken.left_out.items()
                if number] if taken else []


def lines_of(found: Preview) -> list[ComparedLine]:
    """Return what a person should look at: all but what was kept for sure."""
    before = {each.id: each for each in found.before}
    after = {each.address: each for each in found.provisions}
    went = {before[step.old[0]].address: step.new[0] for step in found.steps
            if step.kind == MOVED}
    lines = []
    for number, step in enumerate(found.steps):
        if step.kind == KEPT and step.sure:
            continue
        olds = [(before[own].heading, before[own].text) for own in step.old]
        news = [(after[address].heading, after[address].text) for address in step.new]
        is_swapped = step.kind == MOVED and went.get(step.new[0]) == before[step.old[0]].address
        field = '' if step.sure or step.kind == GONE else f'{FROM}{number}'
        title = SWAPPED if is_swapped else KIND_TITLES[step.kind]
        lines.append(ComparedLine(step.kind, title, field, olds, news))
    return lines


def choices_of(found: Preview | None) -> list[tuple[str, str]]:
    """Return ``(id, label)`` of the provisions before that did not go on for sure."""
    if found is None:
        return []
    sure = {own for step in found.steps if step.sure for own in step.old}
    return [(each.id, each.heading) for each in found.before if each.id not in sure]

"""Câu hỏi and Kết quả at the desk: questions are put together and tried; what came of them."""
from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from typing import cast

from pyramid.response import Response

from ...base.clock import moment, shown_date
from ...base.errors import Refused
from ...base.i18n import DEFAULT, _
from ...base.interfaces import IClock
from ...base.permissions import APPROVE_ANSWER, EDIT, VIEW
from ...base.questionnaires.answering import answers
from ...base.questionnaires.building import Building, Typed, begun, building
from ...base.questionnaires.filling import Filling
from ...base.questionnaires.mistakes import Mistake, mistakes
from ...base.questionnaires.questions import KIND_TITLES, untranslated
from ...base.questionnaires.tables import in_words
from ...base.questionnaires.written import LONGEST_WORDS, read, written
from ...content.versions.interfaces import IEditing
from ...kernel.tree.events import Change, send
from ...kernel.tree.lookup import in_work
from ...shells.desk.frame.menu import HERE, menu
from ...shells.desk.frame.view import DeskView
from ...shells.frame.assets import asset_url
from ...web import desk_view
from ..ballots.interfaces import IBallotBoxes, Paper
from .cards import cards
from .interfaces import OPEN, Edition, ISurvey
from .papers import open_edition, paper_of
from .typed import typed_in

NAME, TEST, RESULTS = 'survey-questions', 'survey-test', 'survey-results'
STYLESHEET = asset_url('survey.css')
SAVE = 'save'
_TOO_LONG = _('Dài quá ${max} ký tự.', mapping={'max': LONGEST_WORDS})
Values = dict[str, object]


@menu(NAME, _('Câu hỏi'), at=HERE, working_permission=VIEW, context=ISurvey, order=25)
class SurveyQuestions(DeskView):
    """The questions of one survey."""

    @desk_view(context=ISurvey, name=NAME, renderer='templates/questions.pt')
    def page(self) -> Values:
        """Show them."""
        return self._page(begun(read(self._work.questions)), {}, [])

    @desk_view(context=ISurvey, name=NAME, working_permission=EDIT, request_method='POST',
               renderer='templates/questions.pt')
    def act(self) -> Values | Response:
        """Do what a button says: everything that was typed stays; or save."""
        typed = typed_in(self.request)
        found, wrong = building(typed)
        act = next(iter(typed.get('act', ())), '')
        if act != SAVE:
            why = found.act(act, next(iter(typed.get('kind', ())), ''))
            return self._page(found, typed, wrong, [why] if why else [])
        is_read = not wrong
        wrong += mistakes(found.questions) if found.questions else []
        if next(iter(typed.get('base', ())), '') != self._base:
            return self._page(found, typed, wrong, [_(
                'Câu hỏi đã được người khác sửa trong lúc này. Lưu lần nữa sẽ thay bản của họ.')])
        try:
            return self._save(found, typed, wrong, is_read)
        except Refused as refused:
            return self._page(found, typed, wrong, list(refused.reasons.values()))

    def _save(self, found: Building, typed: Typed, wrong: list[Mistake],
              is_read: bool) -> Values | Response:
        """Save ``found``.  ``is_read``: whether every number that was typed is one."""
        if not is_read or any(mistake.why == _TOO_LONG for mistake in wrong):
            return self._page(found, typed, wrong, [_('Chưa lưu: có chỗ cần sửa.')])
        self.request.service(IEditing).edit(
            self.context, {'questions': written(found.questions)}, self.request.identity.id)
        if not wrong:
            self.flash(_('Đã lưu các câu hỏi. Khảo sát mở sau khi Ban Biên tập phê duyệt.'))
            return self.see(self.context, NAME)
        del self._base, self._work
        return self._page(found, typed, wrong, [_(
            'Đã lưu bản nháp. Phải sửa những chỗ dưới đây thì khảo sát mới xuất bản được.')], 200)

    def _page(self, found: Building, typed: Typed, wrong: Sequence[Mistake],
              problems: Sequence[str] = (), status: int = 422) -> Values:
        if problems:
            self.request.response.status_int = status
        return {
            'title': _('Câu hỏi: ${title}', mapping={'title': self._work.title}), 'view': NAME,
            'item': self.context, 'cards': cards(found, typed, wrong), 'last': found.last,
            'base': self._base, 'problems': problems, 'kinds': list(KIND_TITLES.items()),
            'is_open': self.context.phase == OPEN, 'test': self.path(self.context, TEST),
            'may_edit': bool(self.request.has_permission(EDIT, self._work)),
            'stylesheet': STYLESHEET}

    @cached_property
    def _work(self) -> ISurvey:
        return cast(ISurvey, in_work(self.context))

    @cached_property
    def _base(self) -> str:
        return hashlib.sha256(self._work.questions.encode()).hexdigest()[:20]


class TestRun(DeskView):
    """The form as people will see it; nothing that is answered here goes anywhere."""

    @desk_view(context=ISurvey, name=TEST, renderer='templates/test.pt')
    def page(self) -> Values:
        """Show its first page."""
        return self._page({})

    @desk_view(context=ISurvey, name=TEST, request_method='POST', renderer='templates/test.pt')
    def act(self) -> Values:
        """Show the next one, or what would be counted."""
        return self._page(typed_in(self.request))

    def _page(self, form: Typed) -> Values:
        survey = cast(ISurvey, in_work(self.context))
        tag = 'en' if self.request.GET.get('lang') == 'en' else DEFAULT
        other = DEFAULT if tag == 'en' else 'en'
        asked = read(survey.questions)
        sheet = Filling(asked, form, tag)
        if sheet.is_wrong:
            self.request.response.status_int = 422
        return {
            'title': _('Chạy thử: ${title}', mapping={'title': survey.title}), 'sheet': sheet,
            'tag': tag, 'is_done': sheet.is_done, 'back': self.path(self.context, NAME),
            'again': self.path(self.context, TEST, lang=tag), 'stylesheet': STYLESHEET,
            'other': (other, self.path(self.context, TEST, lang=other)),
            'untranslated': '' if tag == DEFAULT else ', '.join(
                str(number) for number, each in enumerate(asked, 1) if untranslated(each)),
            'counted': list(in_words(asked, answers(asked, sheet.given).cells, tag))
            if sheet.is_done else ()}


@menu(RESULTS, _('Kết quả'), at=HERE, working_permission=EDIT, context=ISurvey, order=26)
class ResultsPage(DeskView):
    """How many have answered, whether a figure stands still, what was said in words."""

    @desk_view(context=ISurvey, name=RESULTS, working_permission=EDIT,
               renderer='templates/results.pt')
    def page(self) -> Values:
        """Show it; of cells nothing, before the board has approved them."""
        return {
            'title': _('Kết quả: ${title}', mapping={'title': self.context.title}),
            'item': self.context, 'view': RESULTS, 'cleared': self.context.cleared,
            'editions': [self._edition(each) for each in self.context.editions],
            'waits': in_work(self.context) is not self.context and (
                cast(ISurvey, in_work(self.context)).results != self.context.results),
            'may_accept': bool(self.request.has_permission(APPROVE_ANSWER, self.context)),
            'record': self.path(self.context), 'words': {
                each.id: each.words.vi for edition in self.context.editions
                for each in read(edition.questions)}}

    @desk_view(context=ISurvey, name=RESULTS, working_permission=APPROVE_ANSWER,
               request_method='POST')
    def accept(self) -> Response:
        """Let the unverified figure go on: a member of the board has looked at the burst."""
        edition = open_edition(self.context)
        if edition is not None:
            registry = self.request.registry
            self._boxes.accept(paper_of(self.context, edition),
                               registry.getUtility(IClock).now())
            send(registry)(Change(self.context, 'accept_ballots', self.request.identity.id))
            self.flash(_('Các câu trả lời chưa xác thực được đếm tiếp.'))
        return self.see(self.context, RESULTS)

    def _edition(self, edition: Edition) -> Values:
        paper: Paper = paper_of(self.context, edition)
        counts, tag = self._boxes.counts(paper), self.request.language.tag
        return {
            'number': edition.number, 'opened': shown_date(edition.opened, tag),
            'closed': shown_date(edition.closed, tag) if edition.closed else '',
            'verified': counts.verified.number, 'unverified': counts.unverified.number,
            'frozen': moment(counts.frozen) if counts.frozen and not counts.closed else '',
            'doubtful': counts.doubtful, 'texts': counts.texts}

    @property
    def _boxes(self) -> IBallotBoxes:
        found: IBallotBoxes = self.request.registry.getUtility(IBallotBoxes)
        return found

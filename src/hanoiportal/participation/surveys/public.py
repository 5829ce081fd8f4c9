"""``tra-loi``: the form of a survey, page by page, without scripts; and the figures as a file."""
from __future__ import annotations

import base64
import binascii
import datetime
from collections.abc import Iterator
from functools import cached_property

from pyramid.httpexceptions import HTTPNotFound, HTTPTooManyRequests
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ...base.clock import ShownMoment
from ...base.i18n import _
from ...base.interfaces import IClock
from ...base.permissions import VIEW
from ...base.questionnaires import results
from ...base.questionnaires.answering import answers
from ...base.questionnaires.filling import Filling
from ...base.questionnaires.questions import Question
from ...base.questionnaires.results import EditionResults
from ...base.questionnaires.tables import METHOD, POPULATIONS, tables
from ...base.questionnaires.written import read
from ...kernel.security.crypto.sealing import ISealing, Sealing
from ...shells.frame.tablefile import csv_response
from ...shells.public.page.stylesheet import PROOF, asset_url
from ...web import View, public_view
from ...web.login.sealedcookies import SealedCookie
from ...web.login.throttle import refuse_too_many
from ...web.routing.origins import refuse_foreign
from ..ballots.interfaces import (
    BALLOT,
    CLOSED,
    SPENT,
    STALE,
    TOKENS,
    WHY,
    IBallotBoxes,
    NotTaken,
    Paper,
    Work,
)
from ..identities.interfaces import ICitizens
from .interfaces import ANSWERING, CSV, Edition, ISurvey
from .papers import open_edition, paper_of
from .typed import typed_in

TEMPLATE = 'templates/answer.pt'
FORM_SCRIPT: str = asset_url('ballot-form.js')  # type: ignore[no-untyped-call]
#: Names of fields: the edition; ticket and number, as ``proof.js`` has them; the blind token.
EDITION, TICKET, NUMBER, TOKEN = 'lan', 've', 'so', 'token'
#: Minutes that a device remembers what it has answered; surveys that it remembers.
MINUTES, MOST = 120 * 24 * 60, 40
_DEVICE = SealedCookie('da-khao-sat', MINUTES, 'Lax')
COLUMNS = (
    _('Lần hỏi'), _('Từ ngày'), _('Đến ngày'), _('Câu hỏi'), _('Dòng'), _('Câu trả lời'),
    _('Nhóm người trả lời'), _('Số câu trả lời của nhóm'), _('Số người được hỏi câu này'),
    _('Số người chọn'), _('Tỷ lệ'), _('Phương pháp'))
NO_MORE = _('Khảo sát không nhận câu trả lời lúc này. Xin xem thời gian nhận ở trang khảo sát.')
CHANGED = _('Câu hỏi của khảo sát đã thay đổi trong lúc trả lời. Những gì còn hợp với câu hỏi mới '
            'được giữ lại; xin đọc lại từ đầu.')
TWICE = _('Thiết bị này đã trả lời khảo sát này, nên lần này không tính thêm.')


class AnsweringView(View):
    """The form.  Its first page is the same for everybody, so it is cached."""

    _is_stale = False

    @public_view(context=ISurvey, name=ANSWERING, renderer=TEMPLATE, counted=False)
    def first(self) -> dict[str, object]:
        """Show the first page, or say that nothing is taken."""
        return self._page(self._filling({}), '' if self._edition else NO_MORE)

    @view_config(  # type: ignore[untyped-decorator]  # of Pyramid
        context=ISurvey, name=ANSWERING, request_method='POST', require_csrf=False,
        permission=VIEW, renderer=TEMPLATE)
    def go_on(self) -> dict[str, object]:
        """Show the page that follows, or take all answers."""
        refuse_foreign(self.request)
        self.request.response.headers['Cache-Control'] = 'no-store'
        edition = self._edition
        if edition is None:
            return self._page(self._filling({}), NO_MORE, 409)
        form = typed_in(self.request)
        if self._mark in self._device:
            return self._page(self._filling(form), TWICE, 409)
        if self._said(EDITION) != str(edition.number):
            return self._page(self._filling({**form, 'act': []}), CHANGED, 409)
        filling = self._filling(form)
        if filling.is_done:
            return self._take(filling)
        return self._page(filling, '', 422 if filling.is_wrong else 200)

    def _take(self, filling: Filling) -> dict[str, object]:
        found = answers(self._questions, filling.given)
        try:
            refuse_too_many(self.request, BALLOT)  # type: ignore[no-untyped-call]
            self._boxes.drop(
                self._paper, found.cells, found.texts, self._token, self._now,
                Work(self._said(TICKET), self._said(NUMBER)))
        except HTTPTooManyRequests as often:
            return self._page(filling, _(
                'Có quá nhiều câu trả lời gửi từ mạng này. Xin đợi ${seconds} giây rồi bấm gửi '
                'lần nữa; những gì đã trả lời còn nguyên.',
                mapping={'seconds': often.headers.get('Retry-After', '')}), 429)
        except NotTaken as refused:
            if refused.code == SPENT:
                self._remember()
            self._is_stale = refused.code == STALE
            return self._page(filling, WHY[refused.code], 409)
        self._remember()
        return {**self._page(filling, ''), 'is_taken': True}

    def _page(self, filling: Filling, why: str, status: int = 200) -> dict[str, object]:
        self.request.response.status_int = status
        edition, text = self._edition, self.text
        ticket, bits = ('', 0)
        if self.request.method == 'POST' and edition is not None:
            ticket, bits = self._ticket()
        return {
            'title': _('Trả lời khảo sát'), 'text': text, 'item': self.context, 'sheet': filling,
            'whole': self.request.link(self.context), 'why': why, 'edition': edition,
            'action': self.request.link(self.context, ANSWERING), 'noindex': True,
            'is_taken': False, 'closes': ShownMoment(self.context.closes), 'ticket': ticket,
            'bits': bits if self._script and filling.at is None else None,
            'script': self._script, 'form_script': FORM_SCRIPT,
            'survey': str(self.context.__oid__), 'confirming': self._confirming,
            'is_verified': bool(self._said(TOKEN)),
            'names': {'edition': EDITION, 'ticket': TICKET, 'number': NUMBER, 'token': TOKEN},
            'token': self._said(TOKEN), 'is_asked': edition is not None and why not in (
                TWICE, WHY[SPENT], WHY[CLOSED])}

    def _filling(self, form: dict[str, list[str]]) -> Filling:
        return Filling(self._questions, form, self.request.language.tag)

    def _ticket(self) -> tuple[str, int]:
        """Return the ticket that the form carries along, and the bits of its proof; a fresh one
        is read from the moment on that it is given out.
        """
        fresh, bits = self._boxes.challenge(self._paper, self._now)
        return fresh if self._is_stale else self._said(TICKET) or fresh, bits

    def _said(self, name: str) -> str:
        return str(self.request.POST.get(name, ''))[:4000] if self.request.method == 'POST' else ''

    def _remember(self) -> None:
        kept = [*(each for each in self._device if each != self._mark), self._mark][-MOST:]
        _DEVICE.write(self.request, self.request.response, self._sealing, self._now,
                      {'answered': kept})

    @cached_property
    def _device(self) -> list[str]:
        found = _DEVICE.read(self.request, self._sealing, self._now)
        return list(found.get('answered', ()))

    @cached_property
    def _edition(self) -> Edition | None:
        return open_edition(self.context)

    @cached_property
    def _questions(self) -> tuple[Question, ...]:
        return read(self._edition.questions) if self._edition is not None else ()

    @property
    def _paper(self) -> Paper:
        if self._edition is None:
            raise HTTPNotFound
        return paper_of(self.context, self._edition)

    @property
    def _mark(self) -> str:
        return f'{self._paper.survey}.{self._paper.version}'

    @property
    def _token(self) -> bytes | None:
        """The blind token, ``None`` for none; what is none at all, is forged."""
        said = self._said(TOKEN)
        try:
            return base64.urlsafe_b64decode(said.encode()) if said else None
        except (binascii.Error, ValueError):
            return b'-'

    @property
    def _confirming(self) -> str:
        """Where people confirm who they are, ``''`` while nobody can."""
        citizens: ICitizens = self.request.registry.getUtility(ICitizens)
        return str(self.request.link(self.context, TOKENS)) if citizens.is_open else ''

    @property
    def _script(self) -> str | None:
        return None if self.request.display.text_only else PROOF

    @cached_property
    def _now(self) -> datetime.datetime:
        now: datetime.datetime = self.request.registry.getUtility(IClock).now()
        return now

    @property
    def _sealing(self) -> Sealing:
        found: Sealing = self.request.registry.getUtility(ISealing)
        return found

    @property
    def _boxes(self) -> IBallotBoxes:
        found: IBallotBoxes = self.request.registry.getUtility(IBallotBoxes)
        return found


@public_view(context=ISurvey, name=CSV, throttled='csv')
def as_csv(context: ISurvey, request: Request) -> Response:
    """Return the figures, with their number, period and method; not found before."""
    if not context.results:
        raise HTTPNotFound
    method = request.localizer.translate(METHOD)
    told = results.read(context.results)
    return csv_response(request, f'ket-qua-{context.__name__}'[:80], COLUMNS, (
        (*row, method) for each in told for row in _rows(each, request.language.tag)))


def _rows(each: EditionResults, tag: str) -> Iterator[tuple[object, ...]]:
    head = (each.edition, each.opened, each.closed)
    for place, figures in enumerate((each.verified, each.unverified)):
        found = [table for table in tables(each, tag)
                 if not table.is_words and table.asked[place] is not None]
        if not found:
            yield (*head, '', '', '', POPULATIONS[place], figures.number, '', '', '')
        for table in found:
            for row in table.rows:
                cell = row.cells[place]
                yield (*head, table.question.text, table.below.text if table.below else '',
                       row.said.text, POPULATIONS[place], figures.number, table.asked[place],
                       '' if cell.number is None else cell.number, cell.share)

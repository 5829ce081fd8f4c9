"""Thư của Ban Biên tập in the desk: all letters of a site, one of them, and how it reads."""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cached_property

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response

from ...base.clock import local, moment, parse
from ...base.i18n import DEFAULT, ILanguages, _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.numbers import number_in
from ...base.permissions import DESK, EDIT, NOT_ALLOWED
from ...kernel.tree.lookup import is_listed, item_of
from ...platform.ledger.interfaces import PUBLISHED, ILedger
from ...platform.newsletter.interfaces import ChoiceGroup, IChoices
from ...platform.subscriptions.interfaces import RETURNED, SENT, STOPPED
from ...shells.desk.frame.menu import PEOPLE, menu
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import person
from ...shells.desk.review.preview import DESKTOP, PHONE, STYLESHEET, WAYS
from ...types.section import sections_of
from ...web import desk_view
from ...web.forms.fields import LINE, MINUTE, TEXT, Field
from .interfaces import (
    GONE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    RECALLED,
    SCHEDULED,
    SENT_BACK,
    STATES,
    WAITING,
    CannotMailLetter,
    IBoardLetters,
    LetterText,
    LetterView,
)

ALL, ONE, FRAME = 'board-letters', 'board-letter', 'board-letter-frame'
#: Days of what is offered to point to, and how many.
DAYS, MOST = 60, 40
#: A letter has its styles in itself, and nothing of it runs or leads anywhere.
_FRAMED = {
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; "
                               "frame-ancestors 'self'; sandbox",
    'X-Frame-Options': 'SAMEORIGIN', 'Cache-Control': 'private, no-store',
    'X-Robots-Tag': 'noindex'}
#: What a new letter says.
_NOTHING = LetterText('', '', (), (), (), None)
#: What a template is given.
Values = dict[str, object]


class LetterDesk(DeskView):
    """Base of the pages.  ``number``: of the letter that is asked for, 0 for a new one."""

    def __init__(self, context: ISite, request: Request) -> None:
        super().__init__(context, request)
        self._service: IBoardLetters = request.service(IBoardLetters)
        self._number = number_in(str(request.params.get('number', ''))[:9])

    @cached_property
    def _groups(self) -> list[ChoiceGroup]:
        choices: IChoices = self.request.registry.getUtility(IChoices)
        return choices(self.context, sections_of(self.context), (), self.request.registry,
                       self.request.language.tag, IPortal.providedBy(self.context))

    def _row(self, view: LetterView) -> Values:
        figures = view.figures
        return {
            'state': STATES[view.state], 'is_good': view.state == GONE, 'view': view,
            'address': self.path(self.context, ONE, number=view.number),
            'at': moment(view.said.at), 'sent': figures.get(SENT, 0),
            'returned': figures.get(RETURNED, 0), 'stopped': figures.get(STOPPED, 0)}


@menu(ALL, _('Thư của Ban Biên tập'), at=PEOPLE, permission=EDIT, order=55)
class SiteLetters(LetterDesk):
    """All letters of a site, the latest first."""

    @desk_view(context=ISite, name=ALL, permission=DESK, working_permission=EDIT,
               renderer='templates/letters.pt')
    def page(self) -> Values:
        """Show them."""
        return {'title': _('Thư của Ban Biên tập'), 'new': self.path(self.context, ONE),
                'rows': [self._row(each) for each in self._service.letters(self.context)[:100]]}


class SiteLetter(LetterDesk):
    """A letter, or a new one."""

    @desk_view(context=ISite, name=ONE, permission=DESK, working_permission=EDIT,
               renderer='templates/letter.pt')
    def page(self) -> Values:
        """Show it."""
        return self._page({})

    @desk_view(context=ISite, name=ONE, permission=DESK, working_permission=EDIT,
               request_method='POST', renderer='templates/letter.pt')
    def act(self) -> Values | HTTPSeeOther:
        """Write, approve, send back or recall."""
        try:
            self.flash(self._done(str(self.request.POST.get('act', ''))))
        except CannotMailLetter as refused:
            self.request.response.status_int = 422
            return self._page(refused.reasons)
        return self.see(self.context, ONE, number=self._number)

    @desk_view(context=ISite, name=FRAME, permission=DESK, working_permission=EDIT)
    def frame(self) -> Response:
        """Show the letter itself, as its readers get it."""
        languages = self.request.registry.getUtility(ILanguages).by_tag
        asked = str(self.request.GET.get('tag', ''))
        shown = self._service.shown(
            self.context, self._number, asked if asked in languages else DEFAULT)
        if shown is None:
            raise HTTPNotFound
        response = Response(shown.html)
        response.headers.update(_FRAMED)
        return response

    def _done(self, act: str) -> str:
        form, actor = self.request.POST, self.request.identity.id
        digest, reason = str(form.get('digest', '')), str(form.get('reason', ''))
        place = self.context, self._number
        if act == 'write':
            self._number = self._service.write(*place, self._typed, actor)
            return _('Đã trình Ban Biên tập.')
        if act == 'approve':
            return _('Đã phê duyệt; thư được gửi ngay hoặc đúng giờ đã chọn.') if (
                self._service.approve(*place, digest, actor)) else _(
                'Đã phê duyệt, chờ thành viên khác phê duyệt.')
        if act == 'back':
            self._service.send_back(*place, digest, reason, actor)
            return _('Đã trả lại thư.')
        if act == 'recall':
            self._service.recall(*place, reason, actor)
            return _('Đã thu hồi: thư không được gửi.')
        raise CannotMailLetter({'': _('Không rõ việc cần làm.')})

    @property
    def _typed(self) -> LetterText:
        form, known = self.request.POST, {
            each.value for group in self._groups for each in group.choices}
        items = tuple(dict.fromkeys(str(each)[:20] for each in form.getall('items')[:100]))
        try:
            at = parse(str(form['at']).strip()) if str(form.get('at', '')).strip() else None
        except (ValueError, OverflowError):
            raise CannotMailLetter({'at': _('Hãy nhập ngày, giờ.')}) from None
        return LetterText(
            str(form.get('title', '')).strip(), self._text(form.get('text', '')), items,
            self._service.versions(items),
            tuple(sorted(known & {str(each) for each in form.getall('wishes')})), at)

    def _text(self, typed: object) -> str:
        """Return what was typed; a browser sends each end of a line as two characters."""
        return str(typed).replace('\r\n', '\n').strip()

    def _page(self, reasons: Mapping[str, str]) -> Values:
        view = self._service.letter(self.context, self._number)
        if view is None and self._number:
            raise HTTPNotFound
        said = _NOTHING if view is None else view.said
        fields, at = self._fields(said, reasons)
        form = self.request.POST
        ticked = {*form.getall('wishes'), *form.getall('items')} if reasons and form else {
            *said.wishes, *said.items}
        named = {'title', 'text', 'at', 'wishes', 'items'}
        return {
            'title': _('Thư của Ban Biên tập'), 'fields': fields, 'at': [at],
            'card': view and self._card(view), 'may_write': view is None or view.state in (
                WAITING, SENT_BACK), 'groups': self._groups, 'ticked': ticked,
            'items': self._items(said.items), 'reasons': reasons,
            'problems': [text for name, text in reasons.items() if name not in named],
            'here': self.path(self.context, ONE, number=self._number) if self._number else (
                self.path(self.context, ONE)), 'stylesheet': STYLESHEET,
            'ways': [(name, WAYS[name]) for name in (PHONE, DESKTOP)],
            'frame': self.path(self.context, FRAME, number=self._number)}

    def _fields(self, said: LetterText,
                reasons: Mapping[str, str]) -> tuple[list[Field], Field]:
        form = self.request.POST
        known = {'title': said.title, 'text': said.text, 'at': self._local(said.at)}
        typed = {name: str(form.get(name, value)) for name, value in known.items()}
        most = _('Tối đa ${most} ký tự.', mapping={'most': LONGEST_TITLE})
        return [
            Field('title', _('Tiêu đề'), LINE, typed['title'], True,
                  error=reasons.get('title', ''), hint=most),
            Field('text', _('Nội dung'), TEXT, self._text(typed['text']), True, rows=12,
                  error=reasons.get('text', ''), hint=_(
                      'Chữ thường, tối đa ${most} ký tự; một dòng trống bắt đầu một đoạn mới.',
                      mapping={'most': LONGEST_TEXT}))], Field(
            'at', _('Giờ gửi'), MINUTE, typed['at'], error=reasons.get('at', ''), hint=_(
                'Để trống: gửi ngay khi Ban Biên tập phê duyệt.'))

    def _local(self, at: datetime.datetime | None) -> str:
        return '' if at is None else f'{local(at):%Y-%m-%dT%H:%M}'

    def _items(self, chosen: tuple[str, ...]) -> list[tuple[str, str]]:
        """Return what can be pointed to: what is chosen, and what became public lately here."""
        now = self.request.registry.getUtility(IClock).now()
        ledger: ILedger = self.request.registry.getAdapter(self.context, ILedger)
        lately = [event.item for event in ledger.between(
            now - datetime.timedelta(days=DAYS), now + datetime.timedelta(seconds=1))
            if event.kind == PUBLISHED and event.site == str(self.context.__oid__)]
        found: list[tuple[str, str]] = []
        for oid in dict.fromkeys((*chosen, *reversed(lately))):
            item = item_of(self.request.root, oid)
            if item is not None and is_listed(item) and len(found) < MOST + len(chosen):
                found.append((oid, item.title))
        return found

    def _card(self, view: LetterView) -> Values:
        root = self.request.root
        against = self._service.against(
            self.context, view.number, self.request.identity.id) if view.state == WAITING else ''
        titles = {each.value: each.title for group in self._groups for each in group.choices}
        return {
            **self._row(view), 'authors': ', '.join(person(root, each) for each in view.authors),
            'to': [titles.get(each, each) for each in view.said.wishes],
            'against': '' if against == NOT_ALLOWED else against, 'reason': view.reason,
            'may_approve': view.state == WAITING and not against,
            'waits': view.state == WAITING,
            'readers': self._service.readers(self.context, view.number),
            'is_over': view.state in (GONE, RECALLED),
            'may_recall': view.state in (WAITING, SENT_BACK, SCHEDULED)}

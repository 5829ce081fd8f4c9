"""Tạm ngừng tài khoản: suspending and lifting, apart, each after a question (clause 8.9).

A page that is out of date changes nothing: it tells who did what it asks for, and when.
"""
from typing import Any

from pyramid.response import Response
from substanced.sdi import mgmt_view

from ....base.clock import moment
from ....base.i18n import _
from ....base.permissions import MANAGE_ACCOUNTS
from ....editorial.suspension.interfaces import EXPIRED, CannotSuspend, ISuspending
from ....kernel.security.authentication.accounts import Account
from ....kernel.tree.events import Action, send
from ....web import View
from ....web.forms.fields import LINE, TEXT, Field
from ...frame.wording import person
from ..frame.navigation import see, telling_why_not
from ..frame.wording import title_of
from .held import held_by
from .suspended import report_of

#: What the forms ask for: name, title, kind, whether it must be filled in, hint.
REASON = 'reason', _('Lý do'), TEXT, True, ''
BASIS = 'basis', _('Căn cứ'), LINE, True, _(
    'Số, ngày của văn bản; khi phải ngừng ngay: khoản 9 Điều 8 Quy chế.')
NOTE = 'note', _('Ý kiến'), LINE, False, ''


class Suspending(View):
    """The two questions, and what their answers do."""

    @mgmt_view(context=Account, name='suspend', renderer='templates/suspend.pt',
               permission=MANAGE_ACCOUNTS, tab_condition=False, request_method='GET')
    def question(self) -> dict[str, Any]:
        """Ask whether the account is to be suspended, why and on which basis."""
        return self._question({})

    @mgmt_view(context=Account, name='suspend', renderer='templates/suspend.pt',
               permission=MANAGE_ACCOUNTS, tab_condition=False, request_method='POST')
    def suspend(self) -> dict[str, Any] | Response:
        """Suspend the account; one that is suspended already stays as it is."""
        form, suspending = self.request.POST, self.request.service(ISuspending)
        try:
            suspending.suspend(
                self.context, self.request.identity.id, str(form.get('reason', '')),
                basis=str(form.get('basis', '')))
        except CannotSuspend as error:
            if '' in error.reasons:
                return self._refused(error.reasons[''])
            self.request.response.status_int = 422
            return self._question(error.reasons)
        self.request.sdiapi.flash(_('Đã tạm ngừng tài khoản và báo cáo cơ quan quản lý.'))
        return see(self.request, self.context)

    @mgmt_view(context=Account, name='confirm-suspension', permission=MANAGE_ACCOUNTS,
               tab_condition=False, request_method='POST')
    def confirm(self) -> Response:
        """Uphold the suspension as the second person."""
        suspending = self.request.service(ISuspending)
        found = suspending.in_force(self.context)
        if found is None or str(found.number) != self.request.POST.get('number'):
            return self._refused(self._open_again())
        with telling_why_not(self.request, CannotSuspend):
            suspending.confirm(found, self.request.identity.id)
            self.request.sdiapi.flash(_('Đã xác nhận việc tạm ngừng tài khoản.'))
        return see(self.request, self.context)

    @mgmt_view(context=Account, name='lift', renderer='templates/lift.pt',
               permission=MANAGE_ACCOUNTS, tab_condition=False, request_method='GET')
    def lift_question(self) -> dict[str, Any] | Response:
        """Ask whether the account is to be opened again."""
        if not self.context.suspended:
            return self._refused(self._open_again())
        return {'title': _('Mở lại tài khoản: ${name}', mapping={'name': title_of(self.context)}),
                'report': report_of(self.context, self.request),
                'fields': self._fields({}, NOTE)}

    @mgmt_view(context=Account, name='lift', permission=MANAGE_ACCOUNTS, tab_condition=False,
               request_method='POST')
    def lift(self) -> Response:
        """Open the account again; one that is open stays as it is, and so does one that was
        suspended anew since the page was made.
        """
        account, suspending = self.context, self.request.service(ISuspending)
        found, form = suspending.in_force(account), self.request.POST
        if str(found.number if found else '') != form.get('number', '') or not account.suspended:
            return self._refused(self._open_again())
        with telling_why_not(self.request, CannotSuspend):
            self._lift(found, str(form.get('note', '')))
            self.request.sdiapi.flash(_('Đã mở lại tài khoản.'))
        return see(self.request, account)

    def _lift(self, found, note):
        account, actor = self.context, self.request.identity.id
        if found is not None:
            self.request.service(ISuspending).lift(found, actor, note)
        else:  # it was imported so, without a report
            account.suspended = False
            send(self.request.registry)(Action(account, 'lift_account', actor, why=note))

    def _question(self, errors: dict[str, str]) -> dict[str, Any]:
        account, portal = self.context, self.request.root
        until = self.request.service(ISuspending).confirm_by(account)
        return {
            'title': _('Tạm ngừng tài khoản: ${name}', mapping={'name': title_of(account)}),
            'roles': list(held_by(
                portal, account, tag=self.request.language.tag)),
            'until': moment(until), 'fields': self._fields(errors, REASON, BASIS)}

    def _fields(self, errors, *rows) -> list[Field]:
        form = self.request.POST
        return [Field(name, title, kind, str(form.get(name, '')), must,
                      error=errors.get(name, ''), hint=hint)
                for name, title, kind, must, hint in rows]

    def _open_again(self) -> str:
        """Return why nothing was changed: who opened the account again and when, or that the
        suspension is another one now.
        """
        found = self.request.service(ISuspending).last(self.context)
        if found is None or found.is_in_force:
            return _('Tài khoản này đã thay đổi sau khi mở trang. Không có gì thay đổi thêm; hãy '
                     'xem lại tình trạng dưới đây.')
        if found.state == EXPIRED:
            return _('Việc tạm ngừng đã tự hết hiệu lực lúc ${time}. Không có gì thay đổi.',
                     mapping={'time': moment(found.ended_at)})
        return _('${person} đã mở lại tài khoản này lúc ${time}. Không có gì thay đổi.', mapping={
            'person': person(self.request.root, found.decided_by),
            'time': moment(found.ended_at)})

    def _refused(self, why: str) -> Response:
        self.request.sdiapi.flash(why, 'error')
        return see(self.request, self.context)

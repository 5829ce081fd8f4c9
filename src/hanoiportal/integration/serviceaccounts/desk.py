"""Tài khoản hệ thống of a site, for who manages its accounts."""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound

from ...base.clock import moment, shown_date
from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...base.numbers import DIGITS, number_in
from ...base.permissions import MANAGE_ACCOUNTS
from ...shells.desk.frame.menu import BOARD, menu
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import person
from ...web import desk_view
from ...web.forms.fields import LINE, Field, problems
from ...web.login.login import site_page
from .interfaces import MOST_DAYS, MOST_OVERLAP, CannotManage, IScopes, IServiceAccounts
from .lastuse import last_use

if TYPE_CHECKING:
    from pyramid.request import Request
    from pyramid.response import Response

    from .resource import ServiceAccount, Token

NAME, TEMPLATE = 'service-accounts', 'templates/accounts.pt'
#: What a new token gets unless something else is typed.
DAYS, OVERLAP = 180, 24
#: What a template is given.
Values = dict[str, object]


@menu(NAME, _('Tài khoản hệ thống'), at=BOARD, permission=MANAGE_ACCOUNTS, order=80)
class ServiceAccountsPage(DeskView):
    """The accounts, what may be done to each, and the form for a new one."""

    def __init__(self, context: ISite, request: Request) -> None:
        super().__init__(context, request)
        self.accounts: IServiceAccounts = request.service(IServiceAccounts)
        self.now: datetime.datetime = request.registry.getUtility(IClock).now()
        if not self.accounts.may_manage(context):
            raise HTTPForbidden

    @desk_view(context=ISite, name=NAME, permission=MANAGE_ACCOUNTS, working_permission=None,
               renderer=TEMPLATE)
    def page(self) -> Values:
        """Show them."""
        return self._page({})

    @desk_view(context=ISite, name=NAME, permission=MANAGE_ACCOUNTS, working_permission=None,
               request_method='POST', renderer=TEMPLATE)
    def act(self) -> Values | Response:
        """Do what the form asks for; a new token is shown this once, on the page itself."""
        act = str(self.request.POST.get('act'))
        do = {'create': self._create, 'change': self._change, 'issue': self._issue,
              'revoke': self._revoke, 'close': self._close}.get(act)
        if do is None:
            raise HTTPNotFound
        try:
            shown = do()
        except CannotManage as refused:
            self.request.response.status_int = 422
            return self._page(refused.reasons)
        if shown is not None:
            return shown
        self.flash(_DONE[act])
        return self.see(self.context, NAME)

    def _create(self) -> None:
        form = self.request.POST
        self.accounts.create(
            self.context, str(form.get('title', '')), str(form.get('basis', '')),
            form.getall('scopes'), str(form.get('networks', '')), self.request.identity.id)

    def _change(self) -> None:
        form = self.request.POST
        self.accounts.change(self._account(), form.getall('scopes'),
                             str(form.get('networks', '')), self.request.identity.id)

    def _issue(self) -> Values:
        form, account = self.request.POST, self._account()
        text = self.accounts.issue(account, _counted(form.get('days')),
                                   _counted(form.get('overlap')), self.request.identity.id)
        return {**self._page({}), 'token': text, 'token_of': account.full_name}

    def _revoke(self) -> None:
        self.accounts.revoke(self._account(), str(self.request.POST.get('token', '')),
                             self.request.identity.id)

    def _close(self) -> None:
        self.accounts.close(self._account(), self.request.identity.id)

    def _account(self) -> ServiceAccount:
        wanted = self.request.POST.get('account')
        found = next((each for each in self.accounts.listed(self.context) if each.id == wanted),
                     None)
        if found is None:
            raise HTTPNotFound
        return found

    def _page(self, reasons: Mapping[str, str]) -> Values:
        form = self.request.POST if reasons else {}
        scopes = self.request.registry.getUtility(IScopes).values()
        is_new = form.get('act') == 'create'
        fields = [Field(name, title, LINE, str(form.get(name, '')) if is_new else '', must,
                        error=reasons.get(name, '') if is_new else '', hint=hint)
                  for name, title, must, hint in _FIELDS]
        return {
            'title': _('Tài khoản hệ thống'), 'reasons': reasons, 'fields': fields,
            'scopes': [(each.name, each.title) for each in scopes],
            'ticked': self.request.POST.getall('scopes') if is_new else (), 'is_new': is_new,
            'problems': problems({name: why for name, why in reasons.items()
                                  if name != 'scopes' or not is_new}, fields if is_new else ()),
            'rows': [self._row(each) for each in self.accounts.listed(self.context)],
            'token': None, 'token_of': '', 'days': DAYS, 'overlap': OVERLAP,
            'most_days': MOST_DAYS, 'most_overlap': MOST_OVERLAP,
            'confirm': '' if self.request.has_proved else self._to_confirm()}

    def _to_confirm(self) -> str:
        """Return where the asker proves anew who they are, and comes back from."""
        back = urlencode({'came_from': self.path(self.context, NAME)}, safe='/')
        return f'{site_page(self.request, "confirm")}?{back}'

    def _row(self, account: ServiceAccount) -> Values:
        tokens = [self._token(each) for each in reversed(account.tokens)]
        return {
            'id': account.id, 'name': account.full_name, 'login': account.__name__,
            'basis': account.basis, 'scopes': account.scopes,
            'networks': ', '.join(account.networks), 'tokens': tokens,
            'is_closed': account.id not in self.context.local_roles,
            'is_suspended': not account.is_served}

    def _token(self, token: Token) -> Values:
        used = last_use(self.request.root, token.id)
        return {
            'id': token.id, 'made': moment(token.made_at), 'ends': moment(token.ends),
            'by': person(self.request.root, token.made_by), 'is_good': token.is_good(self.now),
            'is_revoked': token.is_revoked,
            'used': shown_date(used, self.request.language.tag) if used else ''}


def _counted(typed: object) -> int:
    """Return the number that was typed, -1 for what is none: no token ends by a mistake."""
    tidy = str(typed).strip()
    return number_in(tidy) if tidy.isdecimal() and len(tidy) <= DIGITS else -1


#: What the next page says, by the act.
_DONE = {'create': _('Đã thêm tài khoản hệ thống. Hãy cấp mã truy cập.'),
         'change': _('Đã lưu phạm vi và dải mạng.'), 'revoke': _('Đã thu hồi mã truy cập.'),
         'close': _('Đã đóng tài khoản hệ thống.')}
_FIELDS = (
    ('title', _('Tên hệ thống'), True, _('Ví dụ: Hệ thống quản lý văn bản của phường.')),
    ('basis', _('Căn cứ kết nối'), True, _('Số, ngày của văn bản cho phép kết nối.')),
    ('networks', _('Chỉ nhận từ các dải mạng'), False, _(
        'Địa chỉ hoặc dải mạng, cách nhau bằng dấu phẩy, ví dụ 10.1.2.0/24. Để trống: mọi nơi.')))

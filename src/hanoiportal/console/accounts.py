"""Tài khoản: the list of accounts, which is secret (clause 8.8)."""
from itertools import islice

from substanced.sdi import mgmt_view

from ..catalog.interfaces import Batch
from ..clock import moment
from ..i18n import _
from ..permissions import MANAGE_ACCOUNTS
from ..security.accounts import Accounts, BadLogin
from ..security.attempts import attempts_in
from ..security.interactions import interactions_of
from ..security.passwords import generated
from ..tree.events import Deed, send
from ..web import View
from ..web.entering import moment_of
from ..web.forms import LINE, Field
from .navigation import page_number
from .wording import title_of

SIZE = 50


class AccountList(View):
    """All accounts, and the form for a new one."""

    @mgmt_view(context=Accounts, name='accounts', renderer='templates/accounts.pt',
               tab_title=_('Tài khoản'), permission=MANAGE_ACCOUNTS, request_method='GET')
    def page(self):
        return self._page({})

    @mgmt_view(context=Accounts, name='accounts', renderer='templates/accounts.pt',
               permission=MANAGE_ACCOUNTS, request_method='POST')
    def create(self):
        """Create an account and show its one-time password, this once."""
        form = self.request.POST
        try:
            account = self.context.create(
                form.get('login', '').strip(), form.get('name', '').strip()[:200],
                registry=self.request.registry)
        except BadLogin as error:
            self.request.response.status = 422
            return self._page({'login': error.args[0]})
        tell(self.request, account, 'create_account')
        return {**self._page({}), **one_time_password(account, moment_of(self.request))}

    def _page(self, errors):
        size, start = SIZE, (page_number(self.request) - 1) * SIZE
        form = self.request.POST if errors else {}
        rows = tuple(map(self._row, islice(self.context.values(), start, start + size)))
        return {
            'title': title_of(self.context), 'password': None, 'login': None,
            'batch': Batch(rows, len(self.context), start, size),
            'fields': [
                Field('login', _('Tên đăng nhập'), LINE, form.get('login', ''), True,
                      error=errors.get('login', '')),
                Field('name', _('Họ và tên'), LINE, form.get('name', ''))]}

    def _row(self, account):
        return {'login': account.__name__, 'name': account.full_name,
                'url': self.request.sdiapi.mgmt_path(account),
                'notes': notes_on(account, self.request)}


def tell(request, account, deed, why=''):
    """Send the ``Deed`` that the asker has done to ``account``."""
    send(request.registry)(Deed(account, deed, request.identity.id, why=why))


def one_time_password(account, now):
    """Give ``account`` a new password to be changed at once; return what the page shows.

    ``now``: aware UTC.
    """
    password = generated(account.__name__)
    account.set_password(password, True, now)
    return {'password': password, 'login': account.__name__}


def closed_until(account, request):
    """Return until when wrong passwords keep the account closed, for people; ``''`` if open."""
    return moment(attempts_in(interactions_of(request.root)).closed_until(
        account.id, moment_of(request)))


def notes_on(account, request):
    """Return what is unusual about the account, as translatable texts."""
    notes = []
    if account.suspended:
        notes.append(_('Đã ngừng'))
    if account.disabled:
        notes.append(_('Khóa vì lâu không dùng'))
    if account.password_hash is None:
        notes.append(_('Chưa có mật khẩu'))
    elif account.must_change_password:
        notes.append(_('Phải đổi mật khẩu'))
    until = closed_until(account, request)
    if until:
        notes.append(_('Khóa đăng nhập đến ${time}', mapping={'time': until}))
    return notes

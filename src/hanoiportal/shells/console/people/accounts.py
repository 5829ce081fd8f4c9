"""Tài khoản: the list of accounts, which is secret (clause 8.8)."""
from substanced.sdi import mgmt_view

from ....base.clock import moment
from ....base.errors import Refused
from ....base.i18n import _
from ....base.permissions import MANAGE_ACCOUNTS
from ....base.values import Batch
from ....kernel.security.authentication.accounts import Accounts, BadLogin
from ....kernel.security.authentication.attempts import attempts_in
from ....kernel.security.authorization.roles import TITLES
from ....kernel.security.interactions import interactions_of
from ....kernel.tree.events import acting
from ....kernel.tree.lookup import is_of_city
from ....platform.notifications.interfaces import INotifying
from ....web import View
from ....web.forms.fields import CHOICE, LINE, Field
from ....web.login.authentication import moment_of
from ..frame.navigation import page_number
from ..frame.opening import give, tell
from ..frame.wording import title_of
from .finding import STATES, AccountFilters, row_of, site_named, sites_of
from .held import uncoordinated

SIZE = 50
MAILED = _(
    'Người này nhận thư có đường dẫn để tự đặt mật khẩu, không ai khác biết. Để trống, hoặc khi '
    'Cổng chưa nối máy chủ thư: mật khẩu dùng một lần hiện ở đây.')
WORKPLACE = _(
    'Trang của cơ quan mà người này công tác. Ở trang khác, người này chỉ được giao vai trò khi '
    'có quy chế phối hợp (khoản 3 Điều 9). Để trống: lấy trang của vai trò đầu tiên.')

NO_SITE = _('Không có trang này. Hãy chọn lại.')
NO_BODY = _(
    'Trang này không phải của cơ quan nào: là trang thực hành hoặc trang của Thành phố. Hãy chọn '
    'trang của cơ quan mà người này công tác.')


class AccountList(View):
    """All accounts, and the form for a new one."""

    @mgmt_view(context=Accounts, name='accounts', renderer='templates/accounts.pt',
               tab_title=_('Tài khoản'), permission=MANAGE_ACCOUNTS, request_method='GET')
    def page(self):
        return self._page({})

    @mgmt_view(context=Accounts, name='accounts', renderer='templates/accounts.pt',
               permission=MANAGE_ACCOUNTS, request_method='POST')
    def create(self):
        """Create an account and let its owner set a password, see ``opening``."""
        form = self.request.POST
        try:
            site = workplace_named(str(form.get('workplace', '')), self.request.root)
        except Refused as refused:
            return self._refused(refused.reasons)
        try:
            address = self.request.service(INotifying).address(str(form.get('email', '')))
            account = self.context.create(
                form.get('login', '').strip(), form.get('name', '').strip()[:200],
                registry=acting(self.request.registry, self.request.identity.id))
        except Refused as refused:
            return self._refused({'email': refused.reasons['address']})
        except BadLogin as error:
            return self._refused({'login': error.args[0]})
        account.email, account.workplace = address, site and site.__oid__
        tell(self.request, account, 'create_account')
        return {**self._page({}), **give(account, self.request)}

    def _refused(self, errors):
        self.request.response.status = 422
        return self._page(errors)

    @mgmt_view(context=Accounts, name='find', renderer='templates/accounts.pt',
               permission=MANAGE_ACCOUNTS, tab_condition=False, request_method='POST')
    def find(self):
        """Return the accounts that the form asks for."""
        return self._page({}, self.request.POST)

    def _page(self, errors, asked=()):
        size, start = SIZE, (page_number(self.request) - 1) * SIZE
        form = self.request.POST if errors else {}
        filters = AccountFilters(dict(asked), self.request.root)
        found = filters.find(self.request.root)
        rows = tuple(row_of(each, self.request, notes_on(each, self.request))
                     for each in found[start:start + size])
        return {
            'title': title_of(self.context), 'password': None, 'login': None, 'sent': None,
            'batch': Batch(rows, len(found), start, size), 'filters': filters,
            'sites': sites_of(self.request.root), 'roles': list(TITLES.items()),
            'states': list(STATES.items()),
            'fields': [
                Field('login', _('Tên đăng nhập'), LINE, form.get('login', ''), True,
                      error=errors.get('login', '')),
                Field('name', _('Họ và tên'), LINE, form.get('name', '')),
                Field('email', _('Địa chỉ thư điện tử'), LINE, form.get('email', ''),
                      error=errors.get('email', ''), hint=MAILED),
                workplace_field(self.request.root, str(form.get('workplace', '')),
                                errors.get('workplace', ''))]}


def workplace_field(portal, chosen, error=''):
    """Return the field that asks for the workplace of an account: no site of no body."""
    bodies = [(name, title) for name, title in sites_of(portal)
              if not is_of_city(site_named(name, portal))]
    return Field('workplace', _('Cơ quan công tác'), CHOICE, chosen, choices=(
        ('', '—'), *bodies), error=error, hint=WORKPLACE)


def workplace_named(chosen, portal):
    """Return the site that ``chosen`` stands for in ``workplace_field``, ``None`` for ``''``.
    Raises ``Refused``.
    """
    site = site_named(chosen, portal)
    if chosen and site is None:
        raise Refused({'workplace': NO_SITE})
    if site is not None and is_of_city(site):
        raise Refused({'workplace': NO_BODY})
    return site


def closed_until(account, request):
    """Return until when wrong passwords keep the account closed, for people; ``''`` if open."""
    return moment(attempts_in(interactions_of(request.root)).closed_until(
        account.id, moment_of(request)))


def notes_on(account, request):
    """Return what is unusual about the account, as translatable texts."""
    notes = []
    if account.suspended:
        notes.append(_('Đang tạm ngừng'))
    if account.disabled:
        notes.append(_('Khóa vì lâu không dùng'))
    if account.password_hash is None:
        notes.append(_('Chưa có mật khẩu'))
    elif account.must_change_password:
        notes.append(_('Phải đổi mật khẩu'))
    if uncoordinated(account, request, moment_of(request)):
        notes.append(_('Có vai trò ở cơ quan khác, không còn quy chế phối hợp'))
    until = closed_until(account, request)
    if until:
        notes.append(_('Khóa đăng nhập đến ${time}', mapping={'time': until}))
    return notes

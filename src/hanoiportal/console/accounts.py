"""Tài khoản: the list of accounts, which is secret (clause 8.8), and what is done to one."""
from itertools import islice

from substanced.sdi import mgmt_view

from ..boards.interfaces import NOT_PROVED, ISharing
from ..catalog.interfaces import Batch
from ..clock import moment
from ..i18n import _
from ..interfaces import IClock
from ..notifications.interfaces import INotifying
from ..permissions import MANAGE_ACCOUNTS
from ..security.accounts import Account, Accounts, BadLogin
from ..security.attempts import attempts_in
from ..security.groups import principals_of
from ..security.interactions import interactions_of
from ..security.passwords import generated
from ..security.places import places_of
from ..security.roles import EDITORIAL
from ..suspension.interfaces import CannotSuspend, ISuspending
from ..tree.events import Deed, send
from ..web import View
from ..web.entering import moment_of
from ..web.forms import LINE, Field
from .navigation import page_number, see, telling_why_not
from .wording import title_of

SIZE = 50
#: The reason in the report of who suspends an account here.
IN_CONSOLE = _('Thực hiện trong trang quản trị tài khoản.')
NOT_THEIRS = _('Tài khoản này có vai trò mà bạn không được giao.')


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


class AccountPage(View):
    """One account."""

    @mgmt_view(context=Account, name='account', renderer='templates/account.pt',
               tab_title=_('Tài khoản'), permission=MANAGE_ACCOUNTS, request_method='GET')
    def page(self):
        return self._page()

    @mgmt_view(context=Account, name='reset', renderer='templates/account.pt',
               permission=MANAGE_ACCOUNTS, tab_condition=False, request_method='POST')
    def reset(self):
        """Give a new one-time password, show it this once, and end every session.

        Who is shown it could log in so: it is refused for an account with roles that the asker
        could not grant.
        """
        if not may_stand_for(self.request, self.context):
            return self._refused(NOT_THEIRS)
        if not self.request.has_proved:
            return self._refused(NOT_PROVED)
        tell(self.request, self.context, 'reset_password')
        self._tell_its_owner()
        return {**self._page(), **one_time_password(self.context, moment_of(self.request))}

    @mgmt_view(context=Account, name='reset-factors', permission=MANAGE_ACCOUNTS,
               tab_condition=False, request_method='POST')
    def reset_factors(self):
        """Take all second factors away, as for somebody whose telephone is lost, and end every
        session; its owner is told.  Nobody does it to themselves.
        """
        account = self.context
        if not may_stand_for(self.request, account) or account is self.request.identity:
            return self._refused(NOT_THEIRS)
        if not self.request.has_proved:
            return self._refused(NOT_PROVED)
        account.reset_factors()
        tell(self.request, account, 'reset_second_factor')
        self._tell_its_owner()
        self.request.sdiapi.flash(_('Đã bỏ mọi yếu tố thứ hai của tài khoản.'))
        return see(self.request, account)

    def _tell_its_owner(self):
        self.request.service(INotifying).notify(
            {self.context.id}, self.request.root, 'account_changed')

    def _refused(self, why):
        self.request.sdiapi.flash(why, 'error')
        return see(self.request, self.context)

    @mgmt_view(context=Account, name='suspend', permission=MANAGE_ACCOUNTS, tab_condition=False,
               request_method='POST')
    def suspend(self):
        """Suspend the account, which is reported (8.9), or let it log in again."""
        account = self.context
        with telling_why_not(self.request, CannotSuspend):
            self._turn(account, self.request.service(ISuspending), self.request.identity.id)
            self.request.sdiapi.flash(
                _('Đã ngừng tài khoản.') if account.suspended else _('Đã mở lại tài khoản.'))
        return see(self.request, account)

    def _turn(self, account, suspending, actor):
        found = suspending.in_force(account)
        if found is not None:
            suspending.lift(found, actor)
        elif account.suspended:  # from before there were reports
            account.suspended = False
        else:
            suspending.suspend(account, actor, self.request.localizer.translate(IN_CONSOLE))

    @mgmt_view(context=Account, name='enable', permission=MANAGE_ACCOUNTS, tab_condition=False,
               request_method='POST')
    def enable(self):
        """Open an account again that was disabled because nobody used it; its time begins anew.
        """
        account = self.context
        if account.disabled:
            account.disabled = False
            account.enabled_at = self.request.registry.getUtility(IClock).now()
            tell(self.request, account, 'enable_account')
            self.request.sdiapi.flash(_('Đã mở lại tài khoản.'))
        return see(self.request, account)

    @mgmt_view(context=Account, name='unlock', permission=MANAGE_ACCOUNTS, tab_condition=False,
               request_method='POST')
    def unlock(self):
        """Forget the wrong passwords that closed the account."""
        attempts_in(interactions_of(self.request.root)).reopen(self.context.id)
        self.request.sdiapi.flash(_('Đã mở khóa đăng nhập.'))
        return see(self.request, self.context)

    def _page(self):
        account = self.context
        return {
            'title': title_of(account), 'account_shown': account,
            'password': None, 'login': None, 'notes': notes_on(account, self.request),
            'closed': closed_until(account, self.request),
            'own': account is self.request.identity}


def may_stand_for(request, account):
    """Return whether the asker could grant every role of oversight that ``account`` holds.

    The editorial roles are left out: a head's password too has to be given anew by somebody.
    """
    portal, sharing = request.root, request.service(ISharing)
    return all(set(held) - EDITORIAL <= set(sharing.roles(place))
               for place, held in places_of(portal, principals_of(portal, account)))


def tell(request, account, deed):
    """Send the ``Deed`` that the asker has done to ``account``."""
    send(request.registry)(Deed(account, deed, request.identity.id))


def one_time_password(account, now):
    """Give ``account`` a new password to be changed at once; return what the page shows.

    ``now``: aware UTC.
    """
    password = generated(account.__name__)
    account.set_password(password, True, now)
    return {'password': password, 'login': account.__name__}


def closed_until(account, request):
    """Return until when wrong passwords keep the account closed, for people; ``''`` if open."""
    now = request.registry.getUtility(IClock).now()
    return moment(attempts_in(interactions_of(request.root)).closed_until(account.id, now))


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

"""Cách đăng nhập: what a manager of accounts does to the ways into the account of another."""
from substanced.sdi import mgmt_view

from ....base.errors import Refused
from ....base.i18n import _
from ....base.permissions import MANAGE_ACCOUNTS
from ....editorial.boards.interfaces import ISharing
from ....kernel.security.authentication.accounts import Account
from ....kernel.security.authentication.identity import IIdentityChecks, NotChecked
from ....kernel.security.authentication.vneid import unbind
from ....platform.notifications.interfaces import INotifying
from ....web import View
from ....web.login.authentication import moment_of
from ..frame.navigation import see
from ..frame.opening import alone, give, tell
from .account import page_of

NOT_LATELY = _('Hãy xác nhận lại danh tính: bấm “Xác nhận lại” bên dưới, rồi làm lại việc này.')
NOT_THEIRS = _('Tài khoản này có vai trò không được phép giao.')


class credential_view(mgmt_view):
    """An action on the page of an account, which is shown again where the action is refused."""

    def __init__(self, name):
        super().__init__(
            context=Account, name=name, renderer='templates/account.pt',
            permission=MANAGE_ACCOUNTS, tab_condition=False, request_method='POST')


class Credentials(View):
    """What opens an account, given anew or taken away: its owner is told."""

    @credential_view('reset')
    def reset(self):
        """Mail its owner a link, or show a one-time password this once; end every session."""
        account = self.context
        why_not = self._why_not() or alone(account, self.request)
        if why_not:
            return self._refused(why_not)
        self._tell_its_owner()
        page = page_of(account, self.request)
        return {**page, **give(account, self.request)}

    @credential_view('address')
    def address(self):
        """Let the mails of somebody else go to another address; the old one is told."""
        account, address = self.context, str(self.request.POST.get('email', '')).strip()
        why_not = NOT_THEIRS if account is self.request.identity else self._why_not()
        if why_not:
            return self._refused(why_not)
        try:
            if not address:
                raise Refused({'address': _('Hãy nhập một địa chỉ.')})
            self.request.service(INotifying).move_mail(account, address)
        except Refused as refused:
            return self._refused(_('Chưa đổi địa chỉ thư: xin xem lại ô bên dưới.'),
                                 {'email': refused.reasons['address']})
        tell(self.request, account, 'move_account_mail')
        self.request.sdiapi.flash(_('Đã đổi địa chỉ thư; địa chỉ cũ được báo.'))
        return see(self.request, account)

    @credential_view('reset-factors')
    def reset_factors(self):
        """Take all second factors away, as for somebody whose telephone is lost, and end every
        session.  Nobody does it to themselves, nor without saying how they made sure who asks.
        """
        account = self.context
        why_not = NOT_THEIRS if account is self.request.identity else self._why_not()
        if why_not:
            return self._refused(why_not)
        try:
            said = self._identity()
        except NotChecked as refused:
            return self._refused(_('Chưa bỏ yếu tố thứ hai: xin xem lại các ô bên dưới.'),
                                 refused.reasons)
        account.reset_factors()
        tell(self.request, account, 'reset_second_factor', said)
        self._tell_its_owner()
        self.request.sdiapi.flash(_('Đã bỏ mọi yếu tố thứ hai của tài khoản.'))
        return see(self.request, account)

    @credential_view('unbind-vneid')
    def unbind_vneid(self):
        """Let no electronic identity open the account any more."""
        account = self.context
        why_not = self._why_not()
        if why_not:
            return self._refused(why_not)
        if account.vneid is not None:
            unbind(account)
            tell(self.request, account, 'unbind_vneid')
            self._tell_its_owner()
            self.request.sdiapi.flash(_('Đã bỏ gắn VNeID của tài khoản.'))
        return see(self.request, account)

    def _identity(self):
        form, checks = self.request.POST, self.request.registry.getUtility(IIdentityChecks)
        return checks.said(str(form.get('check', '')), str(form.get('reference', '')),
                           moment_of(self.request))

    def _why_not(self):
        """Return why the asker may not open this account, ``''`` if they may: they need the roles
        of it, and a proof anew.
        """
        if not self.request.service(ISharing).outranks(self.context):
            return NOT_THEIRS
        return '' if self.request.has_proved else NOT_LATELY

    def _tell_its_owner(self):
        self.request.service(INotifying).notify(
            {self.context.id}, self.request.root, 'account_changed')

    def _refused(self, why, errors=None):
        self.request.response.status_int = 422
        return page_of(self.context, self.request, [why], errors)

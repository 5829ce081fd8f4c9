"""Đổi mật khẩu: by whom it belongs to; a one-time password or a link opens this page alone."""
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.security import remember

from ...base.i18n import _
from ...kernel.security.authentication.aging import was_used
from ...kernel.security.authentication.passwordlinks import opens
from ...kernel.security.authentication.passwords import WeakPassword, matches, rules_in_words
from ...kernel.security.authentication.rules import (
    PASSWORD_AGE,
    PASSWORD_KINDS,
    PASSWORD_REUSE,
    IAccountRules,
)
from ...kernel.security.authorization.policy import LINK, PASSWORD
from ...kernel.tree.events import Action, send
from ...platform.notifications.interfaces import INotifying
from ...web import View
from ...web.login.authentication import count_failure, is_closed, moment_of
from ...web.login.login import site_page, to_debts, to_login
from ...web.login.loginsteps import WRONG_LINK
from .loginviews import first_page, keep_nowhere, login_view

#: All have «password» in their names: a page that shows what was typed leaves them out.
FIELDS = 'current_password', 'new_password', 'password_again'


class Password(View):
    """The page with the old password and twice the new one."""

    @login_view('password', renderer='templates/password.pt')
    def form(self):
        return to_login(self.request) if self.request.identity is None else self._page('')

    @login_view('password', renderer='templates/password.pt', request_method='POST')
    def change(self):
        """Change it and end every other session, or say what is wrong with it."""
        request = self.request
        account = request.identity
        if account is None:
            return to_login(request)
        problem = self._problem(account)
        if problem:
            return self._page(problem)
        remember(request, account.id, renewed=True)
        request.session.flash(request.localizer.translate(_('Đã đổi mật khẩu.')), 'info')
        return to_debts(request) or HTTPSeeOther(first_page(request))

    def _problem(self, account):
        """Set the new password; return why not, ``''`` if it is set."""
        current, new, again = (
            str(self.request.POST.get(name, '')) for name in FIELDS)
        if self._by_link:
            if not opens(account, self.request.session[LINK], self.request.registry):
                return WRONG_LINK
        elif not self._is_right(account, current):
            return _('Mật khẩu hiện tại không đúng, hoặc tài khoản đang bị khóa.')
        if new != again:
            return _('Hai lần gõ mật khẩu mới không giống nhau.')
        if matches(account.password_hash, new):
            return _('Mật khẩu mới phải khác mật khẩu cũ.')
        return self._set(account, new)

    def _set(self, account, new):
        request = self.request
        if was_used(request.root, account, new, request.registry):
            return _('Tài khoản quản trị không được dùng lại ${number} mật khẩu gần nhất.',
                     mapping={'number': self._number(PASSWORD_REUSE)})
        try:
            account.set_password(
                new, at=moment_of(request), kinds=self._number(PASSWORD_KINDS))
        except WeakPassword as error:
            return error.args[0]
        send(request.registry)(Action(account, 'change_password', account.id))
        request.service(INotifying).notify({account.id}, request.root, 'account_changed')
        return ''

    @property
    def _by_link(self):
        return LINK in self.request.session

    def _number(self, rule):
        return self.request.registry.getUtility(IAccountRules).number(
            rule, moment_of(self.request))

    def _is_right(self, account, current):
        """Return whether ``current`` is the password; wrong ones close the account as at log-in.

        A right one does not forget them: the change of an account writes its database alone.
        """
        if not matches(account.password_hash, current):
            count_failure(self.request, account)
            return False
        return not is_closed(self.request, account)

    def _reason(self, account):
        """Return why the password must be changed before anything else, ``''`` if it need not."""
        if self._by_link:
            return _('Đã mở đường dẫn trong thư. Hãy đặt mật khẩu mới để tiếp tục.')
        if account.must_change_password:
            return _('Mật khẩu này chỉ dùng được một lần. Hãy đặt mật khẩu mới để tiếp tục.')
        if self.request.owes != PASSWORD:
            return ''
        return _('Mật khẩu của tài khoản quản trị phải đổi sau mỗi ${number} tháng, và mật khẩu '
                 'này đã quá hạn. Hãy đặt mật khẩu mới để tiếp tục.',
                 mapping={'number': self._number(PASSWORD_AGE)})

    def _page(self, problem):
        keep_nowhere(self.request)
        account = self.request.identity
        return {'title': _('Đổi mật khẩu'), 'problem': problem,
                'forced': self._reason(account), 'login': account.__name__,
                'by_link': self._by_link, 'rules': rules_in_words(self._number(PASSWORD_KINDS)),
                'has_none': account.password_hash is None and not self._by_link,
                'action': site_page(self.request, 'password')}

"""Đổi mật khẩu: by whom it belongs to; a one-time password opens this page alone."""
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.security import remember
from pyramid.view import view_config

from ..i18n import _
from ..interfaces import IClock, ISite
from ..security.attempts import attempts_in
from ..security.interactions import interactions_of
from ..security.passwords import WeakPassword, matches
from ..web import View
from ..web.login import count_failure, site_page, to_login
from .login import first_page


class Password(View):
    """The page with the old password and twice the new one."""

    @view_config(context=ISite, name='password', renderer='templates/password.pt',
                 request_method=('GET', 'HEAD'))
    def form(self):
        return to_login(self.request) if self.request.identity is None else self._page('')

    @view_config(context=ISite, name='password', renderer='templates/password.pt',
                 request_method='POST')
    def change(self):
        """Change it and end every other session, or say what is wrong with it."""
        request = self.request
        account = request.identity
        if account is None:
            return to_login(request)
        problem = self._problem(account)
        if problem:
            return self._page(problem)
        headers = remember(request, account.id)
        request.session.flash(request.localizer.translate(_('Đã đổi mật khẩu.')), 'info')
        return HTTPSeeOther(first_page(request), headers=headers)

    def _problem(self, account):
        """Set the new password; return why not, ``''`` if it is set."""
        current, new, again = (
            str(self.request.POST.get(name, '')) for name in ('current', 'new', 'again'))
        if not self._is_right(account, current):
            return _('Mật khẩu hiện tại không đúng, hoặc tài khoản đang bị khóa.')
        if new != again:
            return _('Hai lần gõ mật khẩu mới không giống nhau.')
        if matches(account.password_hash, new):
            return _('Mật khẩu mới phải khác mật khẩu cũ.')
        try:
            account.set_password(new)
        except WeakPassword as error:
            return error.args[0]
        return ''

    def _is_right(self, account, current):
        """Return whether ``current`` is the password; wrong ones close the account as at log-in.

        A right one does not forget them: the change of an account writes its database alone.
        """
        if not matches(account.password_hash, current):
            count_failure(self.request, account)
            return False
        now = self.request.registry.getUtility(IClock).now()
        attempts = attempts_in(interactions_of(self.request.root))
        return attempts.closed_until(account.id, now) is None

    def _page(self, problem):
        self.request.response.headers['Cache-Control'] = 'no-store'
        return {'title': _('Đổi mật khẩu'), 'problem': problem,
                'forced': self.request.identity.must_change_password,
                'login': self.request.identity.__name__,
                'action': site_page(self.request, 'password')}

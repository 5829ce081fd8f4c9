"""Đăng nhập, đăng xuất: one answer to every wrong attempt, as slow as a right one.

A log-in writes the ``interactions`` database alone; who is logged in stands in the signed cookie.
"""
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.security import forget

from ...base.i18n import _
from ...kernel.security.authentication.passkeyalone import takes_codes
from ...kernel.security.authentication.telling import LOGGED_OUT, tell_if_kept
from ...web import View
from ...web.login.authentication import awaited
from ...web.login.login import outside, site_page
from ...web.login.loginsteps import CODE, INSIDE, by_code, by_password
from .loginviews import came_from, inside, keep_nowhere, login_view, onwards, to_page
from .vneidway import VNEID, is_offered

LOGIN, SECOND = 'templates/login.pt', 'templates/second.pt'


def login_page(request, problem):
    """Return what ``login.pt`` shows."""
    keep_nowhere(request)
    return {
        'title': _('Đăng nhập'), 'problem': problem,
        'login': str(request.POST.get('login', ''))[:64], 'came_from': came_from(request),
        'vneid': is_offered(request) and site_page(request, VNEID)}


class Login(View):
    """The page with the two fields, and the way in without them."""

    @login_view('login', renderer=LOGIN)
    def form(self):
        """Show the form; somebody who is logged in already is sent on."""
        if self.request.identity is not None and not self.request.params.get('came_from'):
            return onwards(self.request)
        return login_page(self.request, '')

    @login_view('login', renderer=LOGIN, request_method='POST')
    def enter(self):
        """Log in or go on to the second step, or count a failure and say no more than that."""
        request, form = self.request, self.request.POST
        step = by_password(request, str(form.get('login', '')), str(form.get('password', '')))
        if step.asked == CODE:
            return to_page(request, 'second-factor', came_from(request))
        return inside(request) if step.asked == INSIDE else login_page(request, step.problem)


class SecondFactor(View):
    """The page that asks who has typed the right password for something that only they have."""

    @login_view('second-factor', renderer=SECOND)
    def form(self):
        return self._page('')

    @login_view('second-factor', renderer=SECOND, request_method='POST')
    def enter(self):
        """Log in with a code, or count a failure."""
        step = by_code(self.request, str(self.request.POST.get('code', '')))
        return inside(self.request) if step.asked == INSIDE else self._page(step.problem)

    def _page(self, problem):
        account = awaited(self.request)
        if account is None:
            return to_page(self.request, 'login', came_from(self.request))
        keep_nowhere(self.request)
        return {'title': _('Xác minh bước hai'), 'problem': problem,
                'came_from': came_from(self.request),
                'has_codes': takes_codes(account, self.request.registry),
                'has_passkeys': bool(account.passkeys), 'again': site_page(self.request, 'login')}


@login_view('logout', request_method='POST')
def logout(context, request):
    """End the session, here and in what the browser keeps (ASVS 5.0, 14.3.1)."""
    account = request.identity
    if account is not None:
        tell_if_kept(request.tm.get(), LOGGED_OUT, account.id)
    return HTTPSeeOther(outside(request), headers=[
        *forget(request), ('Clear-Site-Data', '"storage"')])

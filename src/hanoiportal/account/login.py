"""Đăng nhập, đăng xuất: one answer to every wrong attempt, as slow as a right one.

A log-in writes the ``interactions`` database alone; who is logged in stands in the signed cookie.
"""
from pyramid.httpexceptions import HTTPSeeOther, HTTPTooManyRequests
from pyramid.security import forget

from ..i18n import _
from ..web import View
from ..web.entering import (
    BY_PASSWORD,
    authenticated,
    await_second_factor,
    awaited,
    enter,
    second_step,
)
from ..web.login import WRONG, WRONG_CODE, site_page
from .doors import came_from, door_view, keep_nowhere, onwards, to_page

LOGIN, SECOND = 'templates/login.pt', 'templates/second.pt'
FLOOD = _('Từ mạng của bạn vừa có quá nhiều lần đăng nhập sai. Xin thử lại sau ít phút.')


class Login(View):
    """The page with the two fields, and the way in without them."""

    @door_view('login', renderer=LOGIN)
    def form(self):
        """Show the form; somebody who is logged in already is sent on."""
        if self.request.identity is not None and not self.request.params.get('came_from'):
            return onwards(self.request)
        return self._page('')

    @door_view('login', renderer=LOGIN, request_method='POST')
    def enter(self):
        """Log in or go on to the second step, or count a failure and say no more than that."""
        request, form = self.request, self.request.POST
        try:
            account = authenticated(
                request, str(form.get('login', '')), str(form.get('password', '')))
        except HTTPTooManyRequests as flood:
            return slowed(request, flood, self._page(FLOOD))
        if account is None:
            return self._page(WRONG)
        if account.has_second_factor:
            await_second_factor(request, account)
            return to_page(request, 'second-factor', came_from(request))
        enter(request, account, BY_PASSWORD)
        return onwards(request)

    def _page(self, problem):
        keep_nowhere(self.request)
        return {
            'title': _('Đăng nhập'), 'problem': problem,
            'login': str(self.request.POST.get('login', ''))[:64],
            'came_from': came_from(self.request)}


class SecondFactor(View):
    """The page that asks who has typed the right password for something that only they have."""

    @door_view('second-factor', renderer=SECOND)
    def form(self):
        return self._page('')

    @door_view('second-factor', renderer=SECOND, request_method='POST')
    def enter(self):
        """Log in with a code, or count a failure."""
        request, account = self.request, awaited(self.request)
        if account is None:
            return self._page('')
        try:
            means = second_step(request, account, str(request.POST.get('code', '')))
        except HTTPTooManyRequests as flood:
            return slowed(request, flood, self._page(FLOOD))
        if means is None:
            return self._page(WRONG_CODE)
        enter(request, account, means)
        return onwards(request)

    def _page(self, problem):
        account = awaited(self.request)
        if account is None:
            return to_page(self.request, 'login', came_from(self.request))
        keep_nowhere(self.request)
        return {'title': _('Xác minh bước hai'), 'problem': problem,
                'came_from': came_from(self.request), 'has_codes': account.one_time is not None,
                'has_passkeys': bool(account.passkeys), 'again': site_page(self.request, 'login')}


def slowed(request, flood, values):
    """Return ``values`` of a page whose status is 429."""
    request.response.status_int = 429
    request.response.headers['Retry-After'] = flood.headers['Retry-After']
    return values


@door_view('logout', request_method='POST')
def logout(context, request):
    """End the session."""
    return HTTPSeeOther(request.link(request.virtual_root), headers=forget(request))

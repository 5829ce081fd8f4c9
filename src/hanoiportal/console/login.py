"""Đăng nhập, đăng xuất: one answer to every wrong attempt, as slow as a right one.

A log-in writes the ``interactions`` database alone; who is logged in stands in the signed cookie.
"""
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.security import forget, remember
from pyramid.view import view_config

from ..i18n import _
from ..interfaces import ISite
from ..permissions import CONSOLE
from ..web import View
from ..web.comefrom import local_path
from ..web.login import WRONG, authenticated, site_page, to_own_password


class Login(View):
    """The page with the two fields."""

    @view_config(context=ISite, name='login', renderer='templates/login.pt',
                 request_method=('GET', 'HEAD'))
    def form(self):
        """Show the form; somebody who is logged in already is sent on."""
        if self.request.identity is not None and not self.request.params.get('came_from'):
            return self._onwards(self.request.identity)
        return self._page('')

    @view_config(context=ISite, name='login', renderer='templates/login.pt',
                 request_method='POST')
    def enter(self):
        """Log in, or count a failure and say no more than that it failed."""
        form = self.request.POST
        account = authenticated(
            self.request, str(form.get('login', '')), str(form.get('password', '')))
        if account is None:
            return self._page(WRONG)
        headers = remember(self.request, account.id)
        response = self._onwards(account)
        response.headers.extend(headers)
        return response

    def _page(self, problem):
        self.request.response.headers['Cache-Control'] = 'no-store'
        return {
            'title': _('Đăng nhập'), 'problem': problem,
            'login': str(self.request.POST.get('login', ''))[:64],
            'came_from': local_path(self.request.params.get('came_from', ''), '')}

    def _onwards(self, account):
        request = self.request
        came_from = local_path(request.params.get('came_from', ''), '')
        if account.must_change_password:
            return to_own_password(request)
        return HTTPSeeOther(came_from or first_page(request))


def first_page(request):
    """Return the address of the console for those who may open it here, else of the desk."""
    if request.has_permission(CONSOLE, request.virtual_root):
        return site_page(request, 'console')
    return site_page(request, 'desk')


@view_config(context=ISite, name='logout', request_method='POST')
def logout(context, request):
    """End the session."""
    return HTTPSeeOther(request.link(request.virtual_root), headers=forget(request))

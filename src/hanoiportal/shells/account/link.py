"""Đường dẫn trong thư: the owner of an account follows it to set a password (ADR 53).

The code stands behind ``#``, which browsers send to nobody; a script puts it into the field and
sends it, without scripts one pastes the link.  Who is logged in is asked first: a link that
somebody else has put before them ends no session by itself.
"""
from ...base.i18n import _
from ...kernel.security.authentication.passwordlinks import VIEW_NAME
from ...kernel.security.authentication.tokens import LONGEST_LINK, key_pasted
from ...web import View
from ...web.login.login import site_page
from ...web.login.loginsteps import CODE, INSIDE, by_link
from .loginviews import keep_nowhere, login_view, to_page

TEMPLATE = 'templates/link.pt'


class LinkCodePage(View):
    """The page that asks for the code of a link."""

    @login_view(VIEW_NAME, renderer=TEMPLATE)
    def form(self):
        return self._page('')

    @login_view(VIEW_NAME, renderer=TEMPLATE, request_method='POST')
    def enter(self):
        """Go on to the second factor, or to the page that sets the password."""
        step = by_link(self.request, key_pasted(str(self.request.POST.get('code', ''))))
        if step.asked == CODE:
            return to_page(self.request, 'second-factor')
        return to_page(self.request, 'password') if step.asked == INSIDE else self._page(
            step.problem)

    def _page(self, problem):
        keep_nowhere(self.request)
        account = self.request.identity
        return {'title': _('Đặt mật khẩu'), 'problem': problem, 'longest': LONGEST_LINK,
                'inside': account and account.__name__,
                'action': site_page(self.request, VIEW_NAME)}

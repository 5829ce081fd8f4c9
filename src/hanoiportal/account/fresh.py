"""Xác nhận lại: who changes how to log in proves anew who they are, by all that a log-in asks of
them (ASVS 5.0, 7.5.1).
"""
from urllib.parse import urlsplit

from ..i18n import _
from ..security.passkeyalone import takes_codes
from ..security.passkeys import BadPasskey
from ..security.passwords import matches
from ..web import View
from ..web.entering import count_failure, go_on, is_closed, second_step
from ..web.login import site_page, to_login
from .doors import came_from, door_view, keep_nowhere, onwards, to_page
from .proving import CONFIRM, prover

TEMPLATE = 'templates/confirm.pt'


def to_confirmation(request, name='account'):
    """Return a redirect to the page that asks for a proof, and from there to the door ``name``."""
    return to_page(request, 'confirm', urlsplit(site_page(request, name)).path)


class Confirm(View):
    """The page that asks for the password and a code, or a passkey."""

    @door_view('confirm', renderer=TEMPLATE)
    def form(self):
        return to_login(self.request) if self.request.identity is None else self._page('')

    @door_view('confirm', renderer=TEMPLATE, request_method='POST')
    def confirm(self):
        """Go on with the session, proved anew, or count a failure."""
        request, account = self.request, self.request.identity
        if account is None:
            return to_login(request)
        answer = str(request.POST.get('answer', ''))
        is_right = self._is_signed(account, answer) if answer else self._is_typed(account)
        if not is_right:
            return self._page(_('Không đúng, hoặc tài khoản đang bị khóa.'))
        go_on(request, account)
        return onwards(request)

    def _is_signed(self, account, answer):
        try:
            return prover(self.request, answer, CONFIRM, account) is account
        except BadPasskey:
            count_failure(self.request, None)
            return False

    def _is_typed(self, account):
        if not matches(account.password_hash, str(self.request.POST.get('password', ''))):
            count_failure(self.request, account)
            return False
        if is_closed(self.request, account):
            return False
        return not account.has_second_factor or second_step(
            self.request, account, str(self.request.POST.get('code', ''))) is not None

    def _page(self, problem):
        keep_nowhere(self.request)
        account = self.request.identity
        return {'title': _('Xác nhận lại'), 'problem': problem,
                'came_from': came_from(self.request), 'login': account.__name__,
                'has_passkeys': bool(account.passkeys), 'asks_code': account.has_second_factor,
                'has_codes': takes_codes(account, self.request.registry)}

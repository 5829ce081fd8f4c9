"""Xác nhận lại: who changes how to log in proves anew who they are, by all that a log-in asks of
them (ASVS 5.0, 7.5.1).
"""
from urllib.parse import urlsplit

from ...base.i18n import _
from ...kernel.security.authentication.passkeyalone import takes_codes
from ...kernel.security.authentication.passkeys import BadPasskey
from ...kernel.security.authentication.passwords import matches
from ...web import View
from ...web.login.authentication import count_failure, go_on, is_closed
from ...web.login.codes import WRONG_CODE, second_step
from ...web.login.login import site_page, to_login
from .loginviews import came_from, keep_nowhere, login_view, onwards, to_page
from .webauthnviews import CONFIRM, prover

TEMPLATE = 'templates/confirm.pt'
WRONG = _('Không đúng, hoặc tài khoản đang bị khóa.')


def to_confirmation(request, name='account'):
    """Return a redirect to the page that asks for a proof, and from there to the door ``name``."""
    return to_page(request, 'confirm', urlsplit(site_page(request, name)).path)


class Confirm(View):
    """The page that asks for the password and a code, or a passkey."""

    @login_view('confirm', renderer=TEMPLATE)
    def form(self):
        return to_login(self.request) if self.request.identity is None else self._page('')

    @login_view('confirm', renderer=TEMPLATE, request_method='POST')
    def confirm(self):
        """Go on with the session, proved anew, or count a failure."""
        request, account = self.request, self.request.identity
        if account is None:
            return to_login(request)
        answer = str(request.POST.get('answer', ''))
        problem = self._signed(account, answer) if answer else self._typed(account)
        if problem:
            return self._page(problem)
        go_on(request, account)
        return onwards(request)

    def _signed(self, account, answer):
        """Return what is wrong with the ``answer`` of a device, ``''`` if it proves who it is."""
        try:
            prover(self.request, answer, CONFIRM, account)
        except BadPasskey:
            count_failure(self.request, None)
            return WRONG
        return ''

    def _typed(self, account):
        """Return what is wrong with what was typed, ``''`` if it proves who it is."""
        form = self.request.POST
        if not matches(account.password_hash, str(form.get('password', ''))):
            count_failure(self.request, account)
            return WRONG
        if is_closed(self.request, account):
            return WRONG
        if not account.has_second_factor:
            return ''
        means, problem = second_step(self.request, account, str(form.get('code', '')))
        return '' if means else WRONG if problem == WRONG_CODE else problem

    def _page(self, problem):
        keep_nowhere(self.request)
        account = self.request.identity
        return {'title': _('Xác nhận lại'), 'problem': problem,
                'came_from': came_from(self.request), 'login': account.__name__,
                'has_passkeys': bool(account.passkeys), 'asks_code': account.has_second_factor,
                'has_codes': takes_codes(account, self.request.registry)}

"""Phiên đăng nhập: ending them from another device, by who has proved lately who they are
(ASVS 5.0, 7.5.2).
"""
from pyramid.httpexceptions import HTTPNotFound

from ...kernel.security.authentication.ended import end
from ...kernel.security.authentication.telling import SESSION_ENDED, tell_if_kept
from ...kernel.security.authentication.usage import kept_usage_of
from ...kernel.security.authorization.policy import SESSION
from ...web import View
from ...web.login.authentication import moment_of
from ...web.login.login import to_login
from .loginviews import login_view, to_page
from .reauthentication import to_confirmation

OTHERS = 'others'


class Sessions(View):
    """One's own sessions."""

    @login_view('account-sessions', request_method='POST')
    def end(self):
        """End the session ``session``, or all ``OTHERS`` than this one.

        It writes the ``interactions`` database alone; a copy of the cookie opens nothing any more.
        """
        request, account = self.request, self.request.identity
        if account is None:
            return to_login(request)
        if not request.has_proved:
            return to_confirmation(request)
        usage, wanted = kept_usage_of(request.root, account), request.POST.get('session', '')
        own, now = request.session[SESSION], moment_of(request)
        chosen = set(usage.sessions) - {own} if wanted == OTHERS else {wanted}
        if not chosen <= set(usage.sessions):
            raise HTTPNotFound
        for session in chosen:
            end(request.root, session, usage.sessions[session].until, now)
            usage.close(session)
            tell_if_kept(request.tm.get(), SESSION_ENDED, account.id)
        return to_page(request, 'account')

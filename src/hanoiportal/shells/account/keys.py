"""Log-in by passkey: without a password, or as the second step."""
from pyramid.httpexceptions import HTTPBadRequest, HTTPTooManyRequests
from pyramid.response import Response

from ...base.i18n import _
from ...kernel.security.authentication.passkeys import BadPasskey
from ...web import View
from ...web.login.authentication import BY_PASSKEY, awaited, count_failure, enter, refuse_flood
from ...web.login.loginsteps import LOGIN, slowed
from .login import LOGIN as TEMPLATE
from .login import login_page
from .loginviews import inside, login_view
from .webauthnviews import CONFIRM, ENROL, ENTER, SECOND, options, prover

REFUSED = _('Khóa truy cập không mở được tài khoản nào ở đây. Xin thử lại hoặc dùng mật khẩu.')


class PasskeyLogin(View):
    """What the script of the log-in pages asks and sends."""

    @login_view('passkey-options', request_method='POST', throttled='options')
    def options(self):
        """Return what the browser shall ask the device, as JSON."""
        purpose = str(self.request.POST.get('for', ''))
        found = options(self.request, purpose) if purpose in (
            ENTER, SECOND, CONFIRM, ENROL) else None
        if found is None:
            raise HTTPBadRequest
        return Response(found, content_type='application/json', charset='utf-8',
                        cache_control='no-store')

    @login_view('login-passkey', renderer=TEMPLATE, request_method='POST')
    def enter(self):
        """Log in with what the device has signed; wrong passwords close no passkey out."""
        request = self.request
        expected = awaited(request)
        try:
            refuse_flood(request)
            account = prover(request, str(request.POST.get('answer', '')),
                             ENTER if expected is None else SECOND, expected)
        except HTTPTooManyRequests as flood:
            return login_page(request, slowed(request, flood, LOGIN).problem)
        except BadPasskey:
            count_failure(request, None)
            return login_page(request, REFUSED)
        enter(request, account, BY_PASSKEY)
        return inside(request)

"""Thêm và bỏ yếu tố thứ hai: every change ends all other sessions, is logged, and is told to the
account's owner.
"""
from functools import wraps

from pyramid.httpexceptions import HTTPNotFound
from pyramid.security import remember

from ...base.i18n import _
from ...base.settings import ISettings
from ...kernel.security.authentication.factors import Generator
from ...kernel.security.authentication.onetime import JUST_OVER, address_of, new_secret, steps_off
from ...kernel.security.authentication.passkeys import BadPasskey
from ...kernel.security.authentication.recovery import hashes_of, new_codes
from ...kernel.security.authentication.vneid import unbind
from ...kernel.security.authorization.policy import PASSWORD
from ...kernel.security.crypto.sealing import ISealing, Unreadable
from ...kernel.tree.events import Action, send
from ...platform.notifications.interfaces import INotifying
from ...web import View
from ...web.login.authentication import moment_of
from ...web.login.codes import CLOCK, OVER
from ...web.login.login import to_login
from ..frame.qrcodes import qr_code
from .loginviews import came_from, first_page, keep_nowhere, login_view, to_page
from .own import OWN, page_of
from .reauthentication import to_confirmation
from .webauthnviews import new_passkey

CODE, CODES = 'templates/code.pt', 'templates/codes.pt'
NO_CODE = _('Mã không đúng. Hãy nhập mã đang hiện trên ứng dụng; giờ trên điện thoại phải đúng.')
#: In a session: the sealed secret of an application that is being enrolled.
ENROLLING = 'enrolling'
MOST_PASSKEYS = 20


def own_action(view):
    """Decorator of a method that changes an account: only its owner's, with a password of their
    own, proved lately.
    """
    @wraps(view)
    def guarded(self):
        request = self.request
        if request.identity is None:
            return to_login(request)
        if request.owes == PASSWORD:
            return to_page(request, 'password')
        if not request.has_proved:
            return to_confirmation(request)
        keep_nowhere(request)
        return view(self)

    return guarded


class Application(View):
    """An application on a telephone that tells codes."""

    @login_view('account-code', renderer=CODE)
    @own_action
    def form(self):
        """Show a new secret as a picture and as text."""
        sealing, account = self._sealing, self.request.identity
        self.request.session[ENROLLING] = sealing.seal(new_secret(), account.id).hex()
        return self._page('')

    @login_view('account-code', renderer=CODE, request_method='POST')
    @own_action
    def enrol(self):
        """Keep the secret if a code of it was typed."""
        request, account = self.request, self.request.identity
        secret = self._secret()
        if secret is None:
            return to_page(request, 'account-code')
        off = steps_off(secret, str(request.POST.get('code', '')), moment_of(request))
        if off != 0:
            return self._page(
                NO_CODE if off is None else OVER if off == JUST_OVER else CLOCK)
        request.session.pop(ENROLLING)
        return enrolled(request, Generator(
            self._sealing.seal(secret, account.id), moment_of(request)))

    @property
    def _sealing(self):
        return self.request.registry.getUtility(ISealing)

    def _secret(self):
        sealed = self.request.session.get(ENROLLING, '')
        try:
            return self._sealing.opened(bytes.fromhex(sealed), self.request.identity.id)
        except Unreadable:
            return None

    def _page(self, problem):
        secret, account = self._secret(), self.request.identity
        issuer = self.request.registry.getUtility(ISettings).domain
        picture = qr_code(
            address_of(secret, account.__name__, issuer),
            self.request.localizer.translate(_('Mã QR cho ứng dụng tạo mã')), 5)
        return {'title': _('Ứng dụng tạo mã'), 'problem': problem, 'picture': picture,
                'secret': ' '.join(secret[at:at + 4] for at in range(0, len(secret), 4))}


class Changes(View):
    """The other actions, each a button on the page of one's account."""

    @login_view('account-passkey', renderer=OWN, request_method='POST')
    @own_action
    def passkey(self):
        """Keep the passkey that the device has made."""
        request, form = self.request, self.request.POST
        if len(request.identity.passkeys) >= MOST_PASSKEYS:
            return self._refused(_('Tài khoản đã có quá nhiều khóa truy cập.'))
        try:
            found = new_passkey(
                request, str(form.get('answer', '')), str(form.get('name', ''))[:200])
        except BadPasskey:
            return self._refused(_('Thiết bị chưa tạo được khóa truy cập. Xin thử lại.'))
        return enrolled(request, found)

    @login_view('account-drop', request_method='POST')
    @own_action
    def drop(self):
        """Take a factor or the identity away."""
        account, wanted = self.request.identity, str(self.request.POST.get('factor', ''))
        if wanted == 'vneid' and account.vneid is not None:
            unbind(account)
            return changed(self.request, 'unbind_vneid')
        factor = account.one_time if wanted == 'code' else account.passkey(wanted)
        if factor is None:
            raise HTTPNotFound
        account.drop(factor)
        return changed(self.request, 'drop_factor')

    @login_view('account-recovery', renderer=CODES, request_method='POST')
    @own_action
    def recovery(self):
        """Give new recovery codes in place of the old ones."""
        if not self.request.identity.has_second_factor:
            raise HTTPNotFound
        return new_recovery(self.request)

    def _refused(self, problem):
        self.request.response.status_int = 422
        return {**page_of(self.request), 'problem': problem}


def changed(request, action):
    """Tell of the ``action`` on the asker's account, and go on with this session alone."""
    told(request, request.identity, action)
    remember(request, request.identity.id, renewed=True)
    return to_page(request, 'account')


def enrolled(request, factor):
    """Keep ``factor``; with the first one recovery codes are given."""
    account = request.identity
    account.enrol(factor)
    told(request, account, 'enrol_factor')
    remember(request, account.id, renewed=True)
    if account.recovery:
        return to_page(request, 'account')
    request.override_renderer = 'hanoiportal.shells.account:' + CODES
    return new_recovery(request)


def new_recovery(request):
    """Give the asker's account new recovery codes; return the page that shows them, this once."""
    account, codes = request.identity, new_codes()
    account.recovery = hashes_of(codes)
    told(request, account, 'new_recovery_codes')
    return {'title': _('Mã khôi phục'), 'codes': codes,
            'onwards': came_from(request) or first_page(request)}


def told(request, account, action):
    """Let the log and the owner of ``account`` know of ``action``, done by the asker."""
    send(request.registry)(Action(account, action, request.identity.id))
    request.service(INotifying).notify({account.id}, request.root, 'account_changed')

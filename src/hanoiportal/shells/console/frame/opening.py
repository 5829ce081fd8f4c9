"""Mở tài khoản cho chủ của nó: so that nobody else learns the password, or not one person alone
(ASVS 5.0, 6.4.6; ADR 53).
"""
import datetime

from ....base.i18n import _
from ....kernel.security.authentication.passwordlinks import hours, new_link
from ....kernel.security.authentication.passwords import generated
from ....kernel.security.authentication.rules import TWO_PEOPLE, IAccountRules
from ....kernel.tree.events import Action, send
from ....platform.notifications.interfaces import INotifying, IPost
from ....safekeeping.audit.interfaces import IAudit, LogQuery
from ....web.login.authentication import moment_of

#: What weakens an account: who did it lately lets somebody else open it.
WEAKENING = 'reset_second_factor', 'move_account_mail'


def tell(request, account, action, why=''):
    """Send the ``Action`` that the asker has done to ``account``."""
    send(request.registry)(Action(account, action, request.identity.id, why=why))


def give(account, request):
    """Let the owner of ``account`` set a password, and end every session; return what the page
    shows: where a link was sent, or a one-time password, this once.
    """
    now, registry = moment_of(request), request.registry
    if not is_mailed(account, registry):
        tell(request, account, 'reset_password')
        password = generated(account.__name__)
        account.set_password(password, True, now)
        return {'password': password, 'login': account.__name__}
    tell(request, account, 'send_password_link')
    until = now + datetime.timedelta(hours=hours(registry))
    request.service(INotifying).send_link(account, new_link(account, now), until)
    return {'sent': masked(account.email), 'login': account.__name__, 'hours': hours(registry)}


def is_mailed(account, registry):
    """Return whether the owner of ``account`` can be sent a link."""
    return bool(account.email and registry.getUtility(IPost).is_open and hours(registry))


def masked(address):
    """Return the ``address`` of a mail as others may read it."""
    name, _at, domain = address.rpartition('@')
    return f'{name[:1]}***@{domain}'


def alone(account, request):
    """Return why the asker must not open ``account`` alone, ``''`` if they may."""
    now, rules = moment_of(request), request.registry.getUtility(IAccountRules)
    since, asker = rules.before(TWO_PEOPLE, now), request.identity.id
    audit = request.service(IAudit)
    if since is None or not any(audit.entries(account, 0, 1, LogQuery(
            who=lambda who: who == asker, action=action, since=since, oid=account.__oid__)).items
            for action in WEAKENING):
        return ''
    return _('Trong ${days} ngày qua, người đang đăng nhập đã bỏ yếu tố thứ hai hoặc đổi địa chỉ '
             'thư của tài khoản này nên không tự mở tài khoản được: việc này cần hai người. Hãy '
             'nhờ một người quản trị tài khoản khác, hoặc đơn vị vận hành làm trên máy chủ.',
             mapping={'days': rules.number(TWO_PEOPLE, now)})

"""Mật khẩu sắp hết hạn: administrators are told in time, by the days of ``account_rules.csv``
(ASVS 5.0, 6.4.5): once by a notification and a mail, and at each log-in until they change it.
"""
import datetime

from ...base.clock import local
from ...base.i18n import _
from ...kernel.security.authentication.aging import days_left
from ...platform.notifications.services import notifying


def warn(environment):
    """Job: tell each whose password is soon too old, once for each password."""
    for account in list(environment.portal['accounts'].by_id.values()):
        if _is_to_warn(environment, account):
            environment.in_transaction(lambda found=account: _warn(environment, found))


def _is_to_warn(environment, account):
    return account.is_open and account.warned_of != account.password_at and (
        days_left(environment.portal, account, environment.registry) is not None)


def _warn(environment, account):
    if not _is_to_warn(environment, account):  # another scheduler was quicker
        return
    account.warned_of = account.password_at
    notifying(environment.registry).notify(
        {account.id}, environment.portal, 'password_due', note=_last_day(environment, account))


def _last_day(environment, account):
    left = days_left(environment.portal, account, environment.registry)
    return f'{local(environment.clock.now()) + datetime.timedelta(days=left):%d/%m/%Y}'


def mention(request):
    """Say to who has just come in that their password will soon be too old."""
    left = days_left(request.root, request.identity, request.registry)
    if left is not None:
        request.session.flash(request.localizer.translate(_(
            'Mật khẩu tài khoản quản trị hết hạn sau ${days} ngày. Hãy đổi mật khẩu ở trang '
            '“Tài khoản của tôi”.', mapping={'days': left})), 'info')

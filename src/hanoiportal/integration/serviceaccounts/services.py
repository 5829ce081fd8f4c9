"""``IServiceAccounts``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

import datetime
import secrets
from typing import TYPE_CHECKING

from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...base.permissions import MANAGE_ACCOUNTS, NOT_ALLOWED, Allowed
from ...base.text import fold, nfc
from ...kernel.security.authorization.grants import Grant, grant, revoke
from ...kernel.security.authorization.roles import CONTRIBUTOR
from ...kernel.tree.events import Action, Send, acting, send
from ...kernel.tree.lookup import find_portal, site_of
from .interfaces import (
    LONGEST,
    MOST,
    MOST_DAYS,
    MOST_OVERLAP,
    CannotManage,
    IScopes,
    IServiceAccounts,
)
from .networks import BadNetworks, networks_in
from .resource import ServiceAccount
from .tokens import MOST_GOOD, ended, new_token

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from pyramid.registry import Registry
    from pyramid.request import Request


@implementer(IServiceAccounts)
class ServiceAccountsService:
    """``IServiceAccounts`` for one asker."""

    def __init__(self, registry: Registry, allowed: Allowed, proved: Callable[[], bool],
                 notify: Send) -> None:
        self._registry, self._allowed = registry, allowed
        self._proved, self._notify = proved, notify
        self._now = registry.getUtility(IClock).now

    def may_manage(self, site: ISite) -> bool:
        return bool(self._allowed(MANAGE_ACCOUNTS, site))

    def listed(self, site: ISite) -> list[ServiceAccount]:
        self._require(site)
        return _of_site(site)

    def create(self, site: ISite, title: str, basis: str, scopes: Collection[str], networks: str,
               actor: str) -> ServiceAccount:
        self._require(site)
        title, basis = (' '.join(nfc(text).split()) for text in (title, basis))
        reasons, ranges = self._checked(scopes, networks)
        others = _of_site(site)
        if not 0 < len(title) <= LONGEST or not title.isprintable():
            reasons['title'] = _('Hãy ghi từ 1 đến ${max} ký tự.', mapping={'max': LONGEST})
        elif any(fold(each.full_name) == fold(title) for each in others):
            reasons['title'] = _('Trang này đã có tài khoản hệ thống mang tên đó.')
        if not 0 < len(basis) <= LONGEST or not basis.isprintable():
            reasons['basis'] = _('Hãy ghi từ 1 đến ${max} ký tự.', mapping={'max': LONGEST})
        if len(others) >= MOST:
            reasons[''] = _('Trang này đã có ${max} tài khoản hệ thống.', mapping={'max': MOST})
        self._refuse(reasons)
        account = ServiceAccount(title)
        account.site, account.basis = site.__oid__, basis
        account.scopes, account.networks = frozenset(scopes), ranges
        find_portal(site)['accounts'].add(
            f'may-{secrets.token_hex(5)}', account, registry=acting(self._registry, actor))
        grant(site, account.id, CONTRIBUTOR, Grant(basis, self._now()))
        self._tell(account, 'create_service_account', actor, why=basis, after=_said(account))
        return account

    def change(self, account: ServiceAccount, scopes: Collection[str], networks: str,
               actor: str) -> None:
        self._require(self._site(account))
        reasons, ranges = self._checked(scopes, networks)
        self._refuse(reasons)
        before = _said(account)
        account.scopes, account.networks = frozenset(scopes), ranges
        if _said(account) != before:
            self._tell(account, 'change_service_account', actor, before=before,
                       after=_said(account))

    def issue(self, account: ServiceAccount, days: int, overlap: int, actor: str) -> str:
        self._require(self._site(account))
        reasons = {}
        if not 1 <= days <= MOST_DAYS:
            reasons['days'] = _('Từ 1 đến ${max} ngày.', mapping={'max': MOST_DAYS})
        if not 0 <= overlap <= MOST_OVERLAP:
            reasons['overlap'] = _('Từ 0 đến ${max} giờ.', mapping={'max': MOST_OVERLAP})
        if not account.is_served or not self._writes(account):
            reasons[''] = _('Tài khoản hệ thống này đang tạm ngừng hoặc đã đóng.')
        self._refuse(reasons)
        now = self._now()
        text, token = new_token(account, now + datetime.timedelta(days=days), now, actor)
        before = ended(account.tokens, now + datetime.timedelta(hours=overlap))
        account.tokens = (*before[-(MOST_GOOD - 1):], token)
        self._tell(account, 'issue_token', actor, after=token.id)
        return text

    def revoke(self, account: ServiceAccount, token: str, actor: str) -> None:
        self._require(self._site(account))
        now = self._now()
        if not any(each.id == token and each.is_good(now) for each in account.tokens):
            raise CannotManage({'': _('Mã này không còn hiệu lực.')})
        account.tokens = ended(account.tokens, now, token)
        self._tell(account, 'revoke_token', actor, before=token)

    def close(self, account: ServiceAccount, actor: str) -> None:
        site = self._site(account)
        self._require(site)
        if not self._writes(account):
            raise CannotManage({'': _('Tài khoản hệ thống này đã đóng.')})
        account.tokens = ()
        revoke(site, account.id, CONTRIBUTOR)
        self._tell(account, 'close_service_account', actor)

    def _writes(self, account: ServiceAccount) -> bool:
        return CONTRIBUTOR in self._site(account).local_roles.get(account.id, ())

    def _site(self, account: ServiceAccount) -> ISite:
        return site_of(find_portal(account), str(account.site))

    def _require(self, site: ISite) -> None:
        if not self.may_manage(site):
            raise CannotManage({'': NOT_ALLOWED})

    def _checked(self, scopes: Collection[str],
                 networks: str) -> tuple[dict[str, str], tuple[str, ...]]:
        """Return what is wrong with them, and the networks."""
        reasons: dict[str, str] = {}
        if not scopes or not set(scopes) <= set(self._registry.getUtility(IScopes)):
            reasons['scopes'] = _('Hãy chọn ít nhất một phạm vi.')
        try:
            return reasons, networks_in(networks)
        except BadNetworks as bad:
            return {**reasons, 'networks': bad.args[0]}, ()

    def _refuse(self, reasons: dict[str, str]) -> None:
        if not self._proved():
            reasons.setdefault('', _(
                'Hãy xác nhận lại danh tính: bấm “Xác nhận lại”, rồi làm lại việc này.'))
        if reasons:
            raise CannotManage(reasons)

    def _tell(self, account: ServiceAccount, action: str, actor: str, before: str = '',
              after: str = '', why: str = '') -> None:
        self._notify(Action(account, action, actor, before, after, why))


def _of_site(site: ISite) -> list[ServiceAccount]:
    found = (each for each in find_portal(site)['accounts'].by_id.values()
             if isinstance(each, ServiceAccount) and each.site == site.__oid__)
    return sorted(found, key=lambda each: (fold(each.full_name), each.id))


def _said(account: ServiceAccount) -> str:
    """Return scopes and networks, as the log has them."""
    return ' '.join((*sorted(account.scopes), *account.networks))


def service_accounts_service(request: Request) -> ServiceAccountsService:
    """Return the ``IServiceAccounts`` for whoever asks by ``request``."""
    return ServiceAccountsService(
        request.registry, request.has_permission, lambda: request.has_proved,
        send(request.registry))

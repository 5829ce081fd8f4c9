"""``IErasing``, as a plain object that knows nothing of HTTP."""
import re

from zope.interface import implementer

from ..clock import local
from ..i18n import _
from ..interfaces import IClock, IItem
from ..permissions import DELETE, MANAGE_ACCOUNTS, MANAGE_SITE, NOT_ALLOWED
from ..recyclebin.interfaces import IRecycling
from ..security.groups import principals_of
from ..security.interfaces import ISecret
from ..security.places import places_of
from ..storage.interfaces import CONTENT
from ..tree.events import Deed, send
from ..tree.lookup import find_portal
from .gone import gone_of, text_since
from .interfaces import (
    ACCOUNT,
    PAST,
    RESOURCE,
    CannotErase,
    Demanded,
    IErasers,
    IErasing,
    IErasureRules,
)
from .resource import erasures_of, register_of

#: Numbers of papers: no spaces, so that no name of a person gets into the register.
_REFERENCE = re.compile(r'(?=.*[0-9])[0-9A-Za-zĐđ][0-9A-Za-zĐđ/.-]{0,39}')
DEED = 'demand_erasure'


@implementer(IErasing)
class Erasing:
    """``IErasing`` for one asker."""

    def __init__(self, registry, portal, allowed, recycling):
        self._registry = registry
        self._portal = portal
        self._allowed = allowed      # callable(permission, resource) -> bool
        self._recycling = recycling  # IRecycling
        self._rules = registry.getUtility(IErasureRules)

    @property
    def _now(self):
        return self._registry.getUtility(IClock).now()

    @property
    def bases(self):
        return self._rules.bases(local(self._now).date())

    def may_erase(self, subject):
        if ISecret.providedBy(subject):
            return bool(self._allowed(MANAGE_ACCOUNTS, subject))
        return IItem.providedBy(subject) and bool(
            self._allowed(DELETE, subject)) and bool(self._allowed(MANAGE_SITE, subject))

    def demand_resource(self, entry, actor, basis, reference):
        if not self._recycling.may_purge(entry):
            raise CannotErase({'': NOT_ALLOWED})
        oids = self._recycling.objectids(entry)
        return self._demand(entry.site, RESOURCE, oids, actor, basis, reference)

    def demand_past(self, item, actor, basis, reference):
        if not self.may_erase(item):
            raise CannotErase({'': NOT_ALLOWED})
        documents = [item, *item.translations.values()]
        if any(document.working is not None for document in documents):
            raise CannotErase({'': _(
                'Mục này còn bản đang sửa; hãy công khai hoặc hủy bản đó trước.')})
        return self._demand(
            item, PAST, [each.__oid__ for each in documents], actor, basis, reference,
            texts_since={each.__oid__: since for each in documents
                         if (since := text_since(each)) is not None})

    def demand_account(self, account, actor, basis, reference):
        if not self.may_erase(account):
            raise CannotErase({'': NOT_ALLOWED})
        if account.is_open or account.id == actor:
            raise CannotErase({'': _('Tài khoản còn đăng nhập được; hãy ngừng tài khoản trước.')})
        if list(places_of(self._portal, principals_of(self._portal, account))):
            raise CannotErase({'': _('Tài khoản còn vai trò; hãy thu hồi vai trò trước.')})
        return self._demand(account.__parent__, ACCOUNT, [account.__oid__], actor, basis,
                            reference, account=account.id)

    def _demand(self, subject, kind, oids, actor, basis, reference, account='', texts_since=()):
        reference = reference.strip()
        self._check(basis, reference)
        register = register_of(self._portal)
        demanded = Demanded(register.next_number(), kind, tuple(oids), account, actor, basis,
                            reference, self._now, dict(texts_since))
        erasure = register.add(demanded)
        send(self._registry)(Deed(
            subject, DEED, actor, number=demanded.number, kind=kind, basis=basis,
            reference=reference, count=len(demanded.oids), account=account))
        self._registry.getUtility(IErasers).run(
            CONTENT, self._portal, gone_of([erasure]), self._registry, at_once=True)
        return demanded.number

    def _check(self, basis, reference):
        reasons = {}
        if basis not in {each.name for each in self.bases}:
            reasons['basis'] = _('Hãy chọn căn cứ.')
        if not _REFERENCE.fullmatch(reference):
            reasons['reference'] = _(
                'Hãy nhập số của phiếu yêu cầu hoặc văn bản, như 15/PYC-VP: chữ, số và / . - , '
                'không có tên người.')
        if reasons:
            raise CannotErase(reasons)

    def entries(self):
        if not self._allowed(MANAGE_SITE, self._portal):
            raise PermissionError(MANAGE_SITE)
        return erasures_of(self._portal)[::-1]


def erasing_service(request):
    return Erasing(request.registry, find_portal(request.context), request.has_permission,
                   request.service(IRecycling))

"""``IErasing``, as a plain object that knows nothing of HTTP."""
from zope.interface import implementer

from ...base.clock import local
from ...base.i18n import _
from ...base.interfaces import IClock, IItem
from ...base.permissions import (
    APPROVE_ANSWER,
    DELETE,
    MANAGE_ACCOUNTS,
    MANAGE_SITE,
    NOT_ALLOWED,
    Allowed,
)
from ...kernel.security.authorization.groups import principals_of
from ...kernel.security.authorization.places import places_of
from ...kernel.security.interfaces import ISecret
from ...kernel.tree.events import Action, send
from ...kernel.tree.lookup import find_portal, find_site
from ..recyclebin.interfaces import RESOURCES, IRecycling
from .gone import text_since
from .interfaces import (
    ACCOUNT,
    ACCOUNTS,
    DEMANDED,
    PAST,
    RESOURCE,
    WORDS,
    CannotErase,
    Demanded,
    IErasing,
    IErasingWords,
    IErasureRules,
    Step,
)
from .merging import recall, withhold
from .resource import erasures_of, register_of

DEMAND, CONFIRM, RECALL = 'demand_erasure', 'confirm_erasure', 'recall_erasure'
#: Characters of the reason for calling back.
LONGEST = 500
TOO_LATE = _('Không còn làm được: yêu cầu này đã xác nhận, đang được thực hiện, đã xong '
             'hoặc đã gọi lại.')


@implementer(IErasing)
class Erasing:
    """``IErasing`` for one asker."""

    def __init__(self, registry, portal, allowed: Allowed, recycling):
        self._registry = registry
        self._portal = portal
        self._allowed = allowed
        self._recycling = recycling  # IRecycling
        self._rules = registry.getUtility(IErasureRules)

    @property
    def _now(self):
        return self._registry.getUtility(IClock).now()

    @property
    def bases(self):
        return self._rules.bases(local(self._now).date())

    @property
    def needs_second(self):
        return self._rules.waits(self._now) is not None

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

    def demand_past(self, item, actor, basis, reference, concealing=False):
        if not self.may_erase(item) and not (
                concealing and self._allowed(APPROVE_ANSWER, find_site(item))):
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
            raise CannotErase({
                '': _('Tài khoản còn đăng nhập được; hãy tạm ngừng tài khoản trước.')})
        if list(places_of(self._portal, principals_of(self._portal, account))):
            raise CannotErase({'': _('Tài khoản còn vai trò; hãy thu hồi vai trò trước.')})
        return self._demand(account.__parent__, ACCOUNT, [account.__oid__], actor, basis,
                            reference, account=account.id)

    def _demand(self, subject, kind, oids, actor, basis, reference, account='', texts_since=(),
                words=''):
        reference = reference.strip()
        reasons = self._rules.against(basis, reference, local(self._now).date())
        if reasons:
            raise CannotErase(reasons)
        register = register_of(self._portal)
        demanded = Demanded(register.next_number(), kind, tuple(oids), account, actor, basis,
                            reference, self._now, dict(texts_since), words)
        erasure = register.add(demanded)
        if not self.needs_second:
            erasure.confirmed = Step(actor, demanded.at)
        send(self._registry)(Action(
            subject, DEMAND, actor, number=demanded.number, kind=kind, basis=basis,
            reference=reference, count=len(demanded.oids), account=account, then=erasure.state))
        withhold(self._portal, erasure, self._registry)
        return demanded.number

    def entries(self):
        if not self._allowed(MANAGE_SITE, self._portal):
            raise PermissionError(MANAGE_SITE)
        return erasures_of(self._portal)[::-1]

    def open_ones(self, site=None):
        return [each for each in reversed(erasures_of(self._portal)) if each.is_open
                and (site is None or self._is_content_of(site, each))
                and self._may_decide(each)]

    def _is_content_of(self, site, erasure):
        """Return whether ``erasure`` is of content of ``site``; accounts are of no site."""
        return erasure.demanded.kind != ACCOUNT and find_site(self._stand(erasure)) is site

    def subject(self, erasure):
        kept = {} if erasure.withheld is None else erasure.withheld.kept
        found = kept.get(RESOURCES) or kept.get(ACCOUNTS)
        return found[0] if found else self._portal.__objectmap__.object_for(
            erasure.demanded.oids[0])

    def _stand(self, erasure):
        """Return what stands in the tree for what ``erasure`` is of: its rights are asked there,
        and where it stood is known; the portal where that is gone.
        """
        if erasure.demanded.kind == ACCOUNT:
            return self._portal['accounts']
        subject = self.subject(erasure)
        if subject is None or find_portal(getattr(subject, 'site', subject)) is not self._portal:
            return self._portal
        return subject

    def _may_decide(self, erasure):
        """Return whether the asker has the right by which it was demanded."""
        stand = self._stand(erasure)
        if erasure.demanded.kind == ACCOUNT:
            return bool(self._allowed(MANAGE_ACCOUNTS, stand))
        return bool(self._allowed(MANAGE_SITE, stand)) and (
            erasure.demanded.kind == WORDS or bool(self._allowed(DELETE, stand)))

    def objection(self, erasure, actor):
        if not self._may_decide(erasure):
            return NOT_ALLOWED
        if erasure.state != DEMANDED:
            return TOO_LATE
        if actor == erasure.demanded.actor:
            return _('Người yêu cầu xóa không tự xác nhận được: việc này cần hai người. Hãy nhờ '
                     'một người khác cũng có quyền này, hoặc đơn vị vận hành xác nhận trên máy '
                     'chủ.')
        return ''

    def confirm(self, erasure, actor):
        why_not = self.objection(erasure, actor)
        if why_not:
            raise CannotErase({'': why_not})
        erasure.confirmed = Step(actor, self._now)
        self._tell(erasure, self._stand(erasure), CONFIRM, actor)

    def recall(self, erasure, actor, why):
        why = why.strip()
        if not self._may_decide(erasure):
            raise CannotErase({'': NOT_ALLOWED})
        if not erasure.is_open or erasure.withheld is None:
            raise CannotErase({'': TOO_LATE})
        if not 0 < len(why) <= LONGEST:
            raise CannotErase({'why': _('Hãy ghi lý do gọi lại, không quá ${number} ký tự.',
                                        mapping={'number': LONGEST})})
        stand = self._stand(erasure)
        recall(self._portal, erasure, Step(actor, self._now), self._registry)
        self._tell(erasure, stand, RECALL, actor, why)

    def _tell(self, erasure, stand, action, actor, why=''):
        """Tell the log; it names what it was about by its id, so that a later erasure finds it."""
        demanded = erasure.demanded
        send(self._registry)(Action(
            stand if demanded.kind == ACCOUNT else find_site(stand), action, actor, why=why,
            number=demanded.number, objectid=demanded.oids[0]))


@implementer(IErasingWords)
class ErasingWords(Erasing):
    """``IErasingWords`` for one asker."""

    def may_erase_words(self, site):
        return bool(self._allowed(MANAGE_SITE, site))

    def demand_words(self, site, record, actor, basis, reference):
        if not self.may_erase_words(site):
            raise CannotErase({'': NOT_ALLOWED})
        return self._demand(site, WORDS, [site.__oid__], actor, basis, reference, words=record)


def erasing_service(request):
    return ErasingWords(request.registry, find_portal(request.context), request.has_permission,
                        request.service(IRecycling))

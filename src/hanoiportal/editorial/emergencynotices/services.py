"""``IEmergencyNotices``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, cast

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IClock, IItem, IPortal
from ...base.permissions import NOT_ALLOWED, WITHDRAW, Allowed
from ...kernel.tree.events import Action, send
from ...kernel.tree.lookup import find_portal, find_site
from ..crossposting.interfaces import IReference
from ..review.interfaces import CannotPerform, Details, IReviewing
from .interfaces import (
    IN_FORCE,
    LIFTED,
    LONGEST,
    MOST,
    MOST_DAYS,
    CannotNotify,
    IEmergencyNotice,
    IEmergencyNotices,
    IItemsTold,
)
from .resource import EmergencyNotice, add_notice, all_notices, in_force, items_told

if TYPE_CHECKING:
    from ...kernel.tree.resources import Described

#: Name of the step of the workflow by which the head publishes alone.
STEP = 'emergency'
#: What the step calls a field of the form.
_FIELDS = {'note': 'reason'}


@implementer(IEmergencyNotices)
class EmergencyNotices:
    """``IEmergencyNotices`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed,
                 reviewing: IReviewing) -> None:
        self._portal, self._allowed, self._reviewing = portal, allowed, reviewing
        self._now: datetime.datetime = registry.getUtility(IClock).now()
        self._send = send(registry)

    def of(self, item: Described) -> Sequence[IEmergencyNotice]:
        """See ``IEmergencyNotices``."""
        return cast('list[IEmergencyNotice]', [
            each for each in all_notices(self._portal) if each.item == item.__oid__])

    def concerns(self, item: Described) -> bool:
        """See ``IEmergencyNotices``."""
        return find_site(item) is self._portal and not (
            IReference.providedBy(item) or IItem.providedBy(item.__parent__)
            or getattr(item, 'is_face', False))

    def raise_notice(self, item: Described, until: datetime.datetime | None, reason: str,
                     checks: Collection[str], actor: str,
                     override: str = '') -> IEmergencyNotice:
        """See ``IEmergencyNotices``."""
        reasons = self._wrong(item, until, reason)
        details = Details(note=reason.strip(), checks=tuple(checks), override=override.strip())
        reasons = {**{_FIELDS.get(name, name): why for name, why in
                      self._reviewing.reasons_against(item, STEP, details).items()}, **reasons}
        if reasons or until is None:
            raise CannotNotify(reasons)
        self._publish(item, details, actor)
        made = add_notice(self._portal, item.__oid__, until, self._now, actor, reason.strip())
        self._send(Action(item, 'raise_emergency_notice', actor, why=made.reason,
                          number=made.number))
        return cast('IEmergencyNotice', made)

    def _publish(self, item: Described, details: Details, actor: str) -> None:
        """Take the step on ``item`` and on each translation that it can be taken on."""
        try:
            self._reviewing.transition(item, STEP, actor, details)
        except CannotPerform as refused:
            raise CannotNotify(refused.reasons) from None
        for text in item.translations.values():
            document = cast('Described', text)
            if not self._reviewing.reasons_against(document, STEP, details):
                self._reviewing.transition(document, STEP, actor, details)

    def _wrong(self, item: Described, until: datetime.datetime | None,
               reason: str) -> dict[str, str]:
        if not self.concerns(item):
            return {'': _('Chỉ bài của Cổng Thành phố thông báo khẩn được trên mọi trang.')}
        reasons = {}
        if until is None or until <= self._now:
            reasons['until'] = _('Hãy nhập giờ kết thúc, sau bây giờ.')
        elif until > self._now + datetime.timedelta(days=MOST_DAYS):
            reasons['until'] = _('Thông báo khẩn hiển thị nhiều nhất ${days} ngày.',
                                 mapping={'days': MOST_DAYS})
        if len(reason) > LONGEST:
            reasons['reason'] = _('Dài quá ${max} ký tự.', mapping={'max': LONGEST})
        if len(in_force(self._portal)) >= MOST:
            reasons[''] = _('Đã có ${most} thông báo khẩn đang hiển thị: hãy gỡ bớt trước.',
                            mapping={'most': MOST})
        return reasons

    def lift(self, notice: IEmergencyNotice, why: str, actor: str) -> None:
        """See ``IEmergencyNotices``."""
        item = self._portal.__objectmap__.object_for(notice.item)
        place = self._portal if item is None else item
        if not self._allowed(WITHDRAW, place):
            raise CannotNotify({'': NOT_ALLOWED})
        if notice.state != IN_FORCE:
            raise CannotNotify({'': _('Thông báo này không còn hiển thị.')})
        why = why.strip()[:LONGEST]
        if not why:
            raise CannotNotify({'why': _('Hãy ghi lý do.')})
        cast('EmergencyNotice', notice).end(LIFTED, self._now, actor, why)
        self._send(Action(
            place, 'lift_emergency_notice', actor, why=why, number=notice.number))


@implementer(IItemsTold)
class ItemsTold:
    """``IItemsTold`` of ``portal``."""

    def __init__(self, portal: IPortal) -> None:
        self._portal = portal

    def items(self) -> Sequence[Described]:
        """See ``IItemsTold``."""
        return items_told(self._portal)


def told_items(request: Request) -> ItemsTold:
    """Return the ``IItemsTold`` for ``request``."""
    return ItemsTold(find_portal(request.root))


def emergency_notices(request: Request) -> EmergencyNotices:
    """Return the ``IEmergencyNotices`` for ``request``."""
    return EmergencyNotices(
        request.registry, request.root, request.has_permission, request.service(IReviewing))

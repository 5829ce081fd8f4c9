"""Checking and placing an order: to whom, about what, until when."""
import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple, cast

from pyramid.registry import Registry

from ...base.clock import end_of, local
from ...base.deadlines.engine import compute
from ...base.deadlines.interfaces import SAME_WORKING_DAY, IDeadlineRules, NoDeadline
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.permissions import ORDER, Allowed
from ...kernel.security.interactions import get_or_create, interactions_of
from ...kernel.tree.lookup import find_portal
from ...platform.calendar.interfaces import ICalendars
from ...platform.duties.interfaces import FIXED, TRIGGERED, DutyEvent, IDuties
from ..boards.interfaces import IBoards
from .addresses import target_at
from .interfaces import (
    KINDS,
    LONGEST,
    LONGEST_ADDRESS,
    LONGEST_BASIS,
    ORDERED,
    RULE,
    CannotOrder,
    Order,
    OrderDraft,
    OrderEvent,
)
from .resource import KEY, OrderBook, PlacedOrder

#: Years from now after which nothing is due.
FARTHEST = 2


class Checked(NamedTuple):
    """What may be ordered.  ``targets``: each site with the object id of what the address leads to
    there, ``''`` for none.
    """

    wish: OrderDraft
    due: datetime.datetime
    targets: list[tuple[ISite, str]]


def sites_of(place: ISite) -> list[ISite]:
    """Return the sites that orders in the name of ``place`` may go to, by their titles."""
    found: list[ISite] = [place]
    if IPortal.providedBy(place):
        found += sorted((site for site in find_portal(place)['sites'].values()
                         if not site.is_practice), key=lambda site: site.title)
    return found


def source_of(order: Order) -> str:
    """Return what names ``order`` in events of its duty."""
    return f'order:{order.number}'


def may_order(place: ISite, actor: str, allowed: Allowed, boards: IBoards,
              now: datetime.datetime) -> bool:
    """Return whether ``actor``, who asks by ``allowed``, orders in the name of ``place``."""
    if not ISite.providedBy(place) or not allowed(ORDER, place):
        return False
    return boards.is_owner(place, actor, now) or (
        IPortal.providedBy(place) and boards.is_member(place, actor, now))


class Placing:
    """Places the orders of ``portal``."""

    def __init__(self, registry: Registry, portal: IPortal) -> None:
        self._registry = registry
        self._portal = portal

    def checked(self, place: ISite, sites: Sequence[ISite], wish: OrderDraft) -> Checked:
        """Return what may be ordered of ``sites`` in the name of ``place``.

        Raises ``CannotOrder`` with every reason against it.
        """
        reasons: dict[str, str] = {}
        tidy = OrderDraft(wish.kind, wish.text.strip(), wish.address.strip(), wish.basis.strip(),
                    wish.due)
        for field, why in self._wrong(place, sites, tidy):
            reasons.setdefault(field, why)
        due = None
        try:
            due = self._due(tidy.due)
        except CannotOrder as refused:
            reasons |= refused.reasons
        if reasons or due is None:
            raise CannotOrder(reasons)
        return Checked(tidy, due, [(site, _target(site, tidy.address)) for site in sites])

    def _wrong(self, place: ISite, sites: Sequence[ISite],
               wish: OrderDraft) -> list[tuple[str, str]]:
        """Return ``(field, reason)`` of each thing that is wrong, but for the due day."""
        wrong = [(field, _('Dài quá ${max} ký tự.', mapping={'max': longest}))
                 for field, value, longest in (('text', wish.text, LONGEST),
                                               ('basis', wish.basis, LONGEST_BASIS),
                                               ('address', wish.address, LONGEST_ADDRESS))
                 if len(value) > longest]
        wrong += [(field, why) for field, is_there, why in (
            ('kind', wish.kind in KINDS, _('Hãy chọn loại yêu cầu.')),
            ('text', wish.text, _('Hãy ghi nội dung yêu cầu.')),
            ('sites', sites, _('Hãy chọn ít nhất một trang.'))) if not is_there]
        allowed = sites_of(place)
        for site in sites:
            against = _against(site) if site in allowed else _('Không có trang này.')
            if against:
                wrong.append(('sites', against))
            elif wish.address and target_at(site, wish.address) is None:
                wrong.append(('address', _(
                    'Địa chỉ này không dẫn tới chuyên mục hay bài công khai nào của “${site}”.',
                    mapping={'site': site.title})))
        return wrong

    def _due(self, day: datetime.date | None) -> datetime.datetime:
        """Return the end of ``day``; of the same working day for ``None`` (13.1.i: at once)."""
        now = self._registry.getUtility(IClock).now()
        if day is None:
            return self._at_once(now)
        today = local(now).date()
        if day < today:
            raise CannotOrder({'due': _('Hạn đã qua.')})
        if day.year > today.year + FARTHEST:
            raise CannotOrder({'due': _('Hạn quá xa.')})
        return end_of(day)

    def _at_once(self, now: datetime.datetime) -> datetime.datetime:
        rule = self._registry.getUtility(IDeadlineRules).rule(RULE, now)
        calendar = self._registry.getUtility(ICalendars)(self._portal).known_on()
        try:
            return compute(replace(rule, unit=SAME_WORKING_DAY), now, calendar).due
        except NoDeadline as refused:
            raise CannotOrder({'due': refused.reason}) from None

    def place(self, site: ISite, place: ISite, checked: Checked, target: str,
              actor: str) -> PlacedOrder:
        """Return a new order to ``site``, whose duty is open."""
        now = self._registry.getUtility(IClock).now()
        book = get_or_create(interactions_of(self._portal), KEY, OrderBook)
        order = cast('PlacedOrder', book.add(
            str(site.__oid__), str(place.__oid__), checked.wish, target))
        order.add(OrderEvent(ORDERED, now, actor, until=checked.due))
        source, duties = source_of(order), self._registry.getAdapter(self._portal, IDuties)
        duty = duties.open(order.site, RULE, [source], DutyEvent(
            TRIGGERED, now, at=now, source=source, evidence=checked.wish.basis, actor=actor))
        duties.append(duty, DutyEvent(FIXED, now, at=checked.due, source=source, actor=actor))
        order.duty = duty.number
        return order


def _against(site: ISite) -> str:
    """Return why nothing can be ordered of ``site``, ``''`` if it can."""
    if getattr(site, 'is_external', False):
        return _('“${site}” chưa tích hợp vào Cổng nên không nhận được yêu cầu ở đây.',
                 mapping={'site': site.title})
    if not site.is_active:
        return _('“${site}” đang tạm ngừng nên không nhận được yêu cầu.',
                 mapping={'site': site.title})
    return ''


def _target(site: ISite, address: str) -> str:
    found = target_at(site, address) if address else None
    return '' if found is None else str(found.__oid__)

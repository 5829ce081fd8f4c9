"""``IAppDevices``: who may be told of something proves it as anybody who opens it does."""
from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IPortal
from ...kernel.security.crypto.sealing import ISealing, Sealing, Unreadable
from ...kernel.security.interactions import get_or_create, interactions_of, kept_or_new
from ...kernel.tree.lookup import find_portal
from ...participation.cases.interfaces import ICases
from ...platform.subscriptions.interfaces import BY_MAIL, ISubscriptions
from .interfaces import (
    BY_APP,
    CASE,
    LONGEST,
    MOST,
    SUBSCRIPTION,
    CannotRegister,
    IAppDevices,
)
from .resource import KEY, AppDevice, AppDeviceBook

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IResource, ISite

_NOT_OPEN = _('Không mở được: mã, khóa hoặc đường dẫn không đúng hoặc đã hết hạn.')


@implementer(IAppDevices)
class AppDevices:
    """See ``IAppDevices``."""

    def __init__(self, registry: Registry, resource: IResource) -> None:
        self._registry, self._portal = registry, find_portal(resource)
        self._sealing: Sealing = registry.getUtility(ISealing)

    def register_case(
            self, account: str, site: ISite, device: str, code: str, secret: str) -> str:
        """See ``IAppDevices``."""
        cases: ICases = self._registry.getAdapter(self._portal, ICases)
        case = cases.find(code, secret)
        if case is None or not (IPortal.providedBy(site) or case.site == str(site.__oid__)):
            raise CannotRegister({'case': _NOT_OPEN})
        return self._keep(account, device, CASE, case.number)

    def register_subscription(self, account: str, device: str, link: str) -> str:
        """See ``IAppDevices``."""
        register = self._subscriptions
        subscriber = register.opened(link)
        if subscriber is None or not any(each.confirmed for each in subscriber.followed):
            raise CannotRegister({'subscription': _NOT_OPEN})
        number = self._keep(account, device, SUBSCRIPTION, subscriber.number)
        register.choose(subscriber, BY_APP, subscriber.days)
        return number

    def _keep(self, account: str, device: str, kind: str, target: int) -> str:
        if not (0 < len(device) <= LONGEST and device.isascii() and device.isprintable()):
            raise CannotRegister({'device': _(
                'Mã thiết bị gồm từ 1 đến ${max} ký tự ASCII.', mapping={'max': LONGEST})})
        book: AppDeviceBook = get_or_create(
            interactions_of(self._portal), KEY, AppDeviceBook)
        numbers = book.of(kind, target)
        known = next((each for each in numbers if self._name(each, book) == device), None)
        if known is not None:
            book.forget(known)
        elif len(numbers) >= MOST:
            raise CannotRegister({'': _('Đã có quá nhiều thiết bị nhận tin về nội dung này.')})
        number = known or secrets.token_hex(16)
        book.put(number, AppDevice(
            self._sealing.seal(device, _owner(number)), account, kind, target))
        return number

    def remove(self, account: str, number: str) -> bool:
        """See ``IAppDevices``."""
        book = kept_or_new(self._portal, KEY, AppDeviceBook)
        device = book.devices.get(number)
        if device is None or device.account != account:
            return False
        book.forget(number)
        if device.kind == SUBSCRIPTION and not book.of(SUBSCRIPTION, device.target):
            subscriber = self._subscriptions.get(device.target)
            if subscriber is not None and subscriber.channel == BY_APP:
                self._subscriptions.choose(subscriber, BY_MAIL, subscriber.days)
        return True

    def told_of(self, kind: str, target: int) -> list[str]:
        """See ``IAppDevices``."""
        book = kept_or_new(self._portal, KEY, AppDeviceBook)
        return [name for each in book.of(kind, target) if (name := self._name(each, book))]

    def _name(self, number: str, book: AppDeviceBook) -> str:
        try:
            return self._sealing.opened(book.devices[number].sealed, _owner(number))
        except Unreadable:  # the key of the portal was replaced: the app registers it again
            return ''

    @property
    def _subscriptions(self) -> ISubscriptions:
        register: ISubscriptions = self._registry.getAdapter(self._portal, ISubscriptions)
        return register


def app_devices_of(registry: Registry) -> Callable[[IResource], AppDevices]:
    """Return what makes the ``IAppDevices`` of a resource."""
    return lambda resource: AppDevices(registry, resource)


def _owner(number: str) -> str:
    return f'device {number}'

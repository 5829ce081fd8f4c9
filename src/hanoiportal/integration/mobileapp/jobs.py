"""Jobs: notices that begin or end while their item stays the same; devices of what is gone."""
from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ...editorial.emergencynotices.interfaces import IItemsTold
from ...kernel.security.interactions import get_or_create, interactions_of, kept_or_new
from ...participation.cases.interfaces import ICases
from ...platform.subscriptions.interfaces import ISubscriptions
from ..deliveries.interfaces.own import IOwnConnections
from .interfaces import CASE, RECEIVER
from .resource import KEY, AppDevice, AppDeviceBook

if TYPE_CHECKING:
    from ...platform.scheduling.interfaces import IEnvironment

#: Seconds between two looks at the notices, and at the devices.
EVERY, FORGET_EVERY = 30, 3600


def look(environment: IEnvironment) -> None:
    """Let the app be told of notices that have begun or ended."""
    if environment.in_transaction(partial(_changed, environment)):
        environment.in_transaction(partial(_tell, environment))


def forget(environment: IEnvironment) -> None:
    """Forget devices that would be told of what is there no more."""
    if environment.in_transaction(partial(_over, environment)):
        environment.in_transaction(partial(_forget, environment))


def _changed(environment: IEnvironment) -> frozenset[int]:
    told = kept_or_new(environment.portal, KEY, AppDeviceBook).notices
    return told ^ _in_force(environment) if _own(environment).all(RECEIVER) else frozenset()


def _tell(environment: IEnvironment) -> None:
    own, in_force = _own(environment), _in_force(environment)
    book: AppDeviceBook = get_or_create(
        interactions_of(environment.portal), KEY, AppDeviceBook)
    for each in own.all(RECEIVER):
        for oid in book.notices ^ in_force if each.is_on else ():
            if (oid in each.references) != (oid in in_force):
                own.tell(each.number, str(oid))
    book.notices = in_force


def _in_force(environment: IEnvironment) -> frozenset[int]:
    told: IItemsTold = environment.request.service(IItemsTold)
    return frozenset(each.__oid__ for each in told.items())


def _own(environment: IEnvironment) -> IOwnConnections:
    own: IOwnConnections = environment.registry.getAdapter(environment.portal, IOwnConnections)
    return own


def _over(environment: IEnvironment) -> list[str]:
    devices = kept_or_new(environment.portal, KEY, AppDeviceBook).devices
    return [number for number, each in devices.items() if not _is_there(environment, each)]


def _is_there(environment: IEnvironment, device: AppDevice) -> bool:
    registry, portal = environment.registry, environment.portal
    if device.kind == CASE:
        cases: ICases = registry.getAdapter(portal, ICases)
        case = cases.get(device.target)
        return case is not None and cases.open(case) is not None
    register: ISubscriptions = registry.getAdapter(portal, ISubscriptions)
    return register.get(device.target) is not None


def _forget(environment: IEnvironment) -> None:
    book = kept_or_new(environment.portal, KEY, AppDeviceBook)
    for number in _over(environment):
        book.forget(number)

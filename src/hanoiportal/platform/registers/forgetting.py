"""Forgetting rows of sealed registers: what they say is gone, in every copy too."""
from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, cast

from zope.interface import implementer

from ...base.interfaces import IClock, IPortal, ISite
from ...kernel.storage.keys import keys_of
from ...kernel.tree.events import SYSTEM
from ...kernel.tree.lookup import find_portal
from ..outbox.interfaces import IOutbox, Payload
from ..reconciling.interfaces import KeyNumbers
from ..scheduling.interfaces import IEnvironment
from .exportrecords import exports_of, get_or_create_exports
from .finding import sealed_line
from .interfaces import IDeclaredRegisters, IForgetting, Values
from .resource import KeptRow, get_or_create_rows, get_or_create_seals, rows_of, seals_of
from .sealing import Seals

if TYPE_CHECKING:
    from pyramid.registry import Registry

#: The effect that destroys the key of a row.
DESTROY = 'destroy register key'


@implementer(IForgetting)
class Forgetting:
    """See ``IForgetting``."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def values(self, portal: IPortal, name: str, number: int) -> Values:
        """See ``IForgetting``."""
        row = _sealed(portal, name, number)
        register = self._registry.getUtility(IDeclaredRegisters).get(name)
        return {} if row is None or register is None else Seals(
            portal, register).row(row).values

    def is_of(self, site: ISite, name: str, number: int) -> bool:
        """See ``IForgetting``."""
        row = _sealed(cast('IPortal', find_portal(site)), name, number)
        return row is not None and row.site == str(site.__oid__)

    def forget(self, portal: IPortal, name: str, number: int) -> None:
        """See ``IForgetting``."""
        row = _sealed(portal, name, number)
        if row is None:
            return
        key = row.seal
        get_or_create_rows(portal, name).forget(
            row, self._registry.getUtility(IClock).now(), SYSTEM, sealed_line)
        _end_key(portal, self._registry, key)
        forget_exports(portal, self._registry, [
            each.number for each in exports_of(portal).values() if each.register == name])


def forget_exports(portal: IPortal, registry: Registry, numbers: Collection[int]) -> None:
    """Forget the exports with those ``numbers``, in every copy: their keys are destroyed."""
    for number in numbers:
        _end_key(portal, registry, get_or_create_exports(portal).pop(number).seal)


def _end_key(portal: IPortal, registry: Registry, key: int) -> None:
    """Note the key no longer, and have it destroyed."""
    del get_or_create_seals(portal)[key]
    outbox: IOutbox = registry.getAdapter(portal, IOutbox)
    outbox.add(DESTROY, f'register key:{key}', {'number': key})


def _sealed(portal: IPortal, name: str, number: int) -> KeptRow | None:
    """Return the row, if it says anything that is sealed."""
    row: KeptRow | None = rows_of(portal, name).rows.get(number)
    return row if row is not None and row.seal else None


def destroy(environment: IEnvironment, token: str, payload: Payload) -> None:
    """Handler of the outbox: destroy the key of a row; doing it twice does it once."""
    keys_of(environment.portal).destroy([int(payload['number'])])


def key_numbers(portal: IPortal) -> KeyNumbers:
    """Return the numbers of the keys of rows."""
    return cast('KeyNumbers', seals_of(portal))

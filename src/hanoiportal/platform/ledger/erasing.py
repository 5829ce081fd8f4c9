"""Erasing: ids of people go, what they did is counted still; who has copies elsewhere is told."""
import datetime
from collections.abc import Collection, Mapping
from typing import Protocol

from pyramid.registry import Registry

from ...base.interfaces import IClock, IPortal
from .interfaces import CROSSPOSTED, ERASED, PUBLISHED, Event
from .resource import ATTRIBUTE, get_or_create_ledger, ledger_of
from .rows import PLACES, micros, packed

_KIND, _ITEM, _SITE = PLACES['kind'], PLACES['item'], PLACES['site']


class Gone(Protocol):
    """What is erased."""

    @property
    def accounts(self) -> Collection[str]:
        """Ids of the accounts that are erased."""

    @property
    def resources(self) -> Collection[int]:
        """Object ids of what is erased as a whole."""

    @property
    def pasts(self) -> Mapping[int, datetime.datetime]:
        """Until when the past of which object ids is erased."""


def forget_people(portal: IPortal, gone: Gone, registry: Registry) -> None:
    """Eraser: no event names an account of ``gone``."""
    if gone.accounts and getattr(portal, ATTRIBUTE, None) is not None:
        ledger_of(portal).forget(gone.accounts)


def tell_erased(portal: IPortal, gone: Gone, registry: Registry) -> None:
    """Eraser: let an event tell, of each item of ``gone`` that was ever public, that nothing of it
    may be kept.  Of what never was, nothing is told.
    """
    since = {**{oid: micros(until) for oid, until in gone.pasts.items()},
             **dict.fromkeys(gone.resources, 0)}
    untold: dict[int, int] = {}
    for _number, row in ledger_of(portal).since(0) if since else ():
        oid: int = row[_ITEM] if len(row) > _ITEM else 0  # type: ignore[assignment]
        if row[_KIND] in (PUBLISHED, CROSSPOSTED) and oid in since:
            untold[oid] = row[_SITE]  # type: ignore[assignment]
        elif row[_KIND] == ERASED and row[0] >= since.get(oid, 0):  # type: ignore[operator]
            untold.pop(oid, None)
    clock: IClock = registry.getUtility(IClock)
    for oid, site in sorted(untold.items()):
        get_or_create_ledger(portal).append(packed(
            Event(0, clock.now(), ERASED, str(site), str(oid))))

"""The persistent register, in ``interactions``.  Renaming this module needs an upgrade step."""
from typing import cast

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from ...base.interfaces import IPortal
from ...kernel.security.interactions import get_or_create, interactions_of, kept_or_new
from .interfaces import DomainEvent, HostState

#: Names in the root of the database.
REGISTER, WATCHED = 'domain names', 'watched hosts'


class NameRecord(Persistent):
    """All that happened to one name, the earliest first."""

    def __init__(self, events: tuple[DomainEvent, ...]) -> None:
        self.events = events

    def add(self, event: DomainEvent) -> None:
        """Let ``event`` be the last."""
        self.events = (*self.events, event)


def names_in(portal: IPortal) -> OOBTree:
    """Return ``{name: NameRecord}``, for reading; a portal that is not stored yet has none."""
    return OOBTree() if _is_new(portal) else kept_or_new(portal, REGISTER, OOBTree)


def _is_new(portal: IPortal) -> bool:
    return cast('Persistent', portal)._p_jar is None


def get_or_create_record(portal: IPortal, name: str,
                         events: tuple[DomainEvent, ...]) -> NameRecord:
    """Return the record of ``name`` for writing; a new one begins with ``events``."""
    book = get_or_create(interactions_of(portal), REGISTER, OOBTree)
    found: NameRecord = get_or_create(book, name, lambda: NameRecord(events))
    return found


def states_in(portal: IPortal) -> OOBTree:
    """Return ``{host: HostState}``, for reading."""
    return kept_or_new(portal, WATCHED, OOBTree)


def keep_state(portal: IPortal, host: str, state: HostState) -> None:
    """Keep how ``host`` stands."""
    get_or_create(interactions_of(portal), WATCHED, OOBTree)[host] = state

"""The ``interactions`` database, its root, and records made when needed."""
from collections.abc import Callable, MutableMapping
from typing import TypeVar

from persistent.mapping import PersistentMapping

from ...base.interfaces import IPortal
from ..storage.empties import empty
from ..storage.interfaces import INTERACTIONS

Key = TypeVar('Key')
Value = TypeVar('Value')


def interactions_of(portal: IPortal) -> PersistentMapping:
    """Return the root mapping of the database in which what people do is counted."""
    return portal[INTERACTIONS].mounted()


def kept_or_new(portal: IPortal, key: str, kind: Callable[[], Value]) -> Value:
    """Return what ``portal`` keeps there as ``key``, for reading; an empty one of that ``kind``,
    which nobody keeps, if there is nothing yet.
    """
    found: Value | None = interactions_of(portal).get(key)
    return empty(kind) if found is None else found


def get_or_create(
        root: MutableMapping[Key, Value], key: Key, kind: Callable[[], Value]) -> Value:
    """Return ``root[key]`` for writing; the first is made by calling ``kind``."""
    if key not in root:
        root[key] = kind()
    return root[key]

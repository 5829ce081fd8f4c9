"""The ``interactions`` database, its root, and records made when needed.

Where nothing is kept yet, readers share empty records: none is made for each look.
"""
from collections.abc import Callable, MutableMapping
from functools import cache
from typing import TypeVar, cast

from persistent import Persistent
from persistent.mapping import PersistentMapping

from ...base.interfaces import IPortal
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


class _NoDatabase:
    """What empty records take for their connection: nobody writes to what all share."""

    def register(self, record: Persistent) -> None:
        """Raise ``TypeError``; readers get another one from now on."""
        _empty.cache_clear()
        raise TypeError(f'an empty {type(record).__name__} that nobody keeps was written to')

    def readCurrent(self, record: Persistent) -> None:
        """Do nothing: it never changes."""


_NOWHERE = _NoDatabase()


def empty(kind: Callable[[], Value]) -> Value:
    """Return what ``kind()`` makes, the same each time, for reading alone."""
    return cast(Value, _empty(kind))


@cache
def _empty(kind: Callable[[], object]) -> object:
    made = kind()
    _close(made)
    return made


def _close(made: object) -> None:
    """Let nothing be written to ``made`` and the records in it."""
    if isinstance(made, Persistent):
        for part in getattr(made, '__dict__', {}).values():
            _close(part)
        made._p_jar = _NOWHERE

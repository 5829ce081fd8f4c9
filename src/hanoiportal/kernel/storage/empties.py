"""Empty records, which readers share where nothing is kept yet: none is made for each look."""
from collections.abc import Callable
from functools import cache
from typing import TypeVar, cast

from persistent import Persistent

Empty = TypeVar('Empty')


class _NoDatabase:
    """What empty records take for their connection: nobody writes to what all share."""

    def register(self, record: Persistent) -> None:
        """Raise ``TypeError``; readers get another one from now on."""
        _empty.cache_clear()
        raise TypeError(f'an empty {type(record).__name__} that nobody keeps was written to')

    def readCurrent(self, record: Persistent) -> None:
        """Do nothing: it never changes."""


_NOWHERE = _NoDatabase()


def empty(kind: Callable[[], Empty]) -> Empty:
    """Return what ``kind()`` makes, the same each time, for reading alone."""
    return cast(Empty, _empty(kind))


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

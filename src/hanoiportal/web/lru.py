"""Values that one process caches, bounded by the bytes that they take."""
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar('V')


class ByteBoundedCache(Generic[V]):
    """Values by key; beyond ``size`` bytes the least recently used leave.  Thread-safe.

    ``used``: the bytes of all entries together.
    ``measure``: callable(key, value) -> the bytes that an entry takes.
    """

    def __init__(self, size: int, measure: Callable[[Hashable, V], int]) -> None:
        self.size = size
        self.used = 0
        self._measure = measure
        self._entries: OrderedDict[Hashable, tuple[V, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> V | None:
        """Return the value cached under ``key``, or ``None``."""
        with self._lock:
            found = self._entries.get(key)
            if found is None:
                return None
            self._entries.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, value: V) -> None:
        """Cache ``value``, or note that the one cached under ``key`` has grown."""
        size = self._measure(key, value)
        with self._lock:
            before = self._entries.pop(key, None)
            self._entries[key] = value, size
            self.used += size - (before[1] if before else 0)
            while self.used > self.size and self._entries:
                _key, (_value, least) = self._entries.popitem(last=False)
                self.used -= least

    def entries(self) -> list[tuple[Hashable, V, int]]:
        """Return key, value and bytes of each entry, the least recently used first."""
        with self._lock:
            return [(key, value, size) for key, (value, size) in self._entries.items()]

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self.used = 0

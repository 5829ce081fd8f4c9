"""Libraries that are imported when they are first used.

``icalendar = lazily('icalendar')`` stands among the imports of a module in place of ``import
icalendar``, for a library that takes more than a hundredth of a second or some megabytes, and that
most processes never need or need late (ADR 38).  ``importlib.util.LazyLoader`` would do the
same, but before Python 3.11.8 two threads that use a module first at the same time could find it
half made (python/cpython issue 114763).
"""
from importlib import import_module
from types import ModuleType
from typing import cast


class _Lazily:
    """Stands for a module; what is asked of it the first time imports it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> object:
        # Scans look at what lies in a module for marks of theirs: that is no use of the library.
        if attribute.startswith('_'):
            raise AttributeError(attribute)
        found: object = getattr(import_module(self._name), attribute)
        setattr(self, attribute, found)
        return found


def lazily(name: str) -> ModuleType:
    """Return what stands for the module ``name``, which is imported when one of its public names
    is first asked for.  Then it raises what an import raises.
    """
    return cast(ModuleType, _Lazily(name))

"""Renditions by request: one is made at a time, and what is made is kept."""
from threading import Lock

from zope.interface import implementer

from .interfaces import IRenditions
from .rendering import rendered

#: Who has waited so many seconds for others is given the picture as it is.
PATIENCE = 2


@implementer(IRenditions)
class Renditions:
    """Makes renditions, one at a time in each process, and keeps them on the ``Shelf``."""

    def __init__(self, shelf):
        self._shelf = shelf
        self._lock = Lock()

    def get(self, stored, variant, keep):
        if not keep:
            return self._made(stored, variant)
        name = variant.name_for(stored.sha256)
        found = self._shelf.get(name)
        if found is None:
            found = self._made(stored, variant)
            if found is not None:
                self._shelf.put(name, found)
        return found

    def _made(self, stored, variant):
        if not self._lock.acquire(timeout=PATIENCE):
            return None
        try:
            return rendered(stored, variant)
        finally:
            self._lock.release()

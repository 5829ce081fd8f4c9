"""Versions of stored objects that are not loaded to learn them, as search results need them."""
from typing import cast

from ...kernel.storage.snapshot import serial_of
from .fragments import FragmentCache

#: Serials of which one transaction remembers at most so many, and the bytes that each takes.
MOST, EACH = 2000, 180


class Serials:
    """Serials of stored objects by their ids, as one transaction shows them."""

    def __init__(self) -> None:
        self._known: dict[bytes, bytes] = {}

    @property
    def size(self) -> int:
        """Bytes that they take in memory, nearly."""
        return EACH * (1 + len(self._known))

    def get(self, oid: bytes) -> bytes | None:
        """Return the serial of the object with that id, or ``None`` if nobody has asked yet."""
        return self._known.get(oid)

    def put(self, oid: bytes, serial: bytes) -> None:
        """Remember the ``serial`` of an object."""
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[oid] = serial


class Versions:
    """Versions of stored objects as the ``Layout`` ``page`` shows them.

    The storage is asked for a serial once for each transaction, by whichever page.
    """

    def __init__(self, page) -> None:
        self._fragments = FragmentCache(0) if page.scope is None else page.fragments
        self._key = 'serials', page.snapshot  # the same in every scope
        self._serials = cast('Serials | None', self._fragments.get(self._key)) or Serials()

    def of(self, stored) -> bytes:
        """Return the version of a persistent object, as ``fragments.version_of`` does; a ghost
        stays one.
        """
        if stored._p_changed is not None:
            return stored._p_oid + stored._p_serial
        oid = stored._p_oid
        serial = self._serials.get(oid)
        if serial is None:
            serial = serial_of(stored)
            self._serials.put(oid, serial)
            self._fragments.put(self._key, self._serials)
        return oid + serial

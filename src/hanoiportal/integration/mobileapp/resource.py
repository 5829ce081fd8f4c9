"""Devices of apps, in ``interactions``.  Renaming this module needs an upgrade step."""
from __future__ import annotations

from typing import NamedTuple

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

#: Name in the root of the database.
KEY = 'app devices'
_LAST = '~'


class AppDevice(NamedTuple):
    """``sealed``: the app's name of the device.  ``account``: id of the service account that
    registered it.  ``kind``, ``target``: of what it is told.
    """

    sealed: bytes
    account: str
    kind: str
    target: int


class AppDeviceBook(Persistent):
    """``devices``: ``AppDevice`` by id.  ``targets``: ``(kind, target, id)``.

    ``notices``: object ids of the emergency notices of which the app was told last.
    """

    notices: frozenset[int] = frozenset()

    def __init__(self) -> None:
        self.devices = OOBTree()
        self.targets = OOTreeSet()

    def of(self, kind: str, target: int) -> list[str]:
        """Return the ids of the devices that are told of that."""
        return [number for _kind, _target, number
                in self.targets.keys((kind, target, ''), (kind, target, _LAST))]

    def put(self, number: str, device: AppDevice) -> None:
        """Keep ``device`` by the id ``number``."""
        self.devices[number] = device
        self.targets.insert((device.kind, device.target, number))

    def forget(self, number: str) -> None:
        """Forget the device with that id."""
        device = self.devices.pop(number)
        self.targets.remove((device.kind, device.target, number))

"""Marks: who was given a token, and which tokens and tickets were spent.

They lie in files beside the boxes, so no restore of a database brings a spent token back.
"""
from __future__ import annotations

import os
from pathlib import Path
from threading import Lock

from .places import append

#: Bytes of a mark.
LENGTH = 16


class Marks:
    """The files of marks that this process has read.  ``value``: bytes beside each mark."""

    def __init__(self, value: int = 0) -> None:
        self._width = LENGTH + value
        self._read: dict[Path, tuple[int, int, dict[bytes, bytes]]] = {}
        self._lock = Lock()

    def get(self, path: Path, mark: bytes) -> bytes | None:
        """Return the value beside ``mark`` in the file ``path``, ``None`` if it is not there."""
        with self._lock:
            return self._known(path).get(mark)

    def add(self, path: Path, *marks: bytes, value: bytes = b'') -> None:
        """Write those of ``marks`` that are not there yet; durable."""
        with self._lock:
            known = self._known(path)
            new = [mark for mark in dict.fromkeys(marks) if mark not in known]
        if new:
            append(path, b''.join(mark + value for mark in new), self._width)

    def _known(self, path: Path) -> dict[bytes, bytes]:
        """Return what the file says, reading what was added to it since."""
        try:
            file = open(path, 'rb')  # noqa: SIM115 - closed below, where it is there
        except FileNotFoundError:
            return {}
        with file:
            inode = os.fstat(file.fileno()).st_ino
            known, end, found = self._read.get(path, (0, 0, {}))
            if known != inode:
                end, found = 0, {}
            file.seek(end)
            added = file.read()
            whole = len(added) - len(added) % self._width
            found.update((added[at:at + LENGTH], added[at + LENGTH:at + self._width])
                         for at in range(0, whole, self._width))
            self._read[path] = inode, end + whole, found
            return found

    def forget(self, path: Path) -> None:
        """Let go of what was read of a file that is gone."""
        with self._lock:
            self._read.pop(path, None)

"""Counts by mark in a piece of memory that the processes of one machine share (ADR 40).

The memory is a table of slots, eight of which a mark may stand in; where all are taken, the one
that was used longest ago is forgotten.  Its first bytes are the key of the marks.
"""
import fcntl
import os
import secrets
from contextlib import contextmanager
from hashlib import blake2b
from mmap import mmap
from struct import Struct
from threading import Lock

KEY = 32
#: Mark, window, moment of the last use (both below 2**32), counted in the window before, in it.
SLOT = Struct('<16sIIII')
WAYS, SETS = 8, 4096
SIZE = KEY + SETS * WAYS * SLOT.size


class Counts:
    """Of 32,768 marks at most, in 1 MiB.  Exact between threads and between processes."""

    def __init__(self):
        self._lock, self._file = Lock(), None
        self._memory = mmap(-1, SIZE)
        self._memory[:KEY] = secrets.token_bytes(KEY)

    def share(self, file):
        """Count in ``file`` from now on: the descriptor of one that begins with ``KEY`` random
        bytes and is handed to every process.
        """
        os.ftruncate(file, SIZE)
        self._file, self._memory = file, mmap(file, SIZE)

    def mark(self, text):
        """Return what ``text`` is known by; it cannot be told from it without the key."""
        return blake2b(text.encode(), key=self._memory[:KEY], digest_size=16).digest()

    def count(self, mark, window, moment, may):
        """Count one more for ``mark`` if ``may(before, current)``; return whether it was counted.

        ``window``: ordinal of the current one; ``before``: counted in the one before it;
        ``moment``: seconds since 1970.
        """
        with self._alone():
            place, before, current = self._find(mark, window)
            counted = may(before, current)
            if counted:
                SLOT.pack_into(self._memory, place, mark, window, moment, before, current + 1)
        return counted

    def _find(self, mark, window):
        """Return the place of the slot of ``mark`` with what it says of the two windows."""
        first = KEY + int.from_bytes(mark[:4]) % SETS * WAYS * SLOT.size
        oldest, found = None, first
        for place in range(first, first + WAYS * SLOT.size, SLOT.size):
            known, at, used, before, current = SLOT.unpack_from(self._memory, place)
            if known == mark:
                return place, *_moved(at, window, before, current)
            if oldest is None or used < oldest:
                oldest, found = used, place
        return found, 0, 0

    @contextmanager
    def _alone(self):
        with self._lock:
            if self._file is None:
                yield
                return
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)


def _moved(at, window, before, current):
    """Return what was counted in the window before ``window`` and in it, as the slot of ``at``
    tells.
    """
    if at == window:
        return before, current
    return (current if at == window - 1 else 0), 0

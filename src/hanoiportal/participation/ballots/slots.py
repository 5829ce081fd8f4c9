"""The slots of a box: one file of fixed size, full of random bytes from the beginning.

An envelope takes a random empty slot.  A turn takes all and fills every slot anew, so that the
file of a minute has nothing in common with that of the minute before.
"""
from __future__ import annotations

import os
import secrets
from pathlib import Path
from random import SystemRandom

from ...kernel.storage.durable import settle_folder
from .envelopes import SIZE, inner_of
from .places import undate

#: Envelopes that wait for a turn at most; a full box has its turn at once.
MANY = 256
NAME = 'slots'
_random = SystemRandom()


class Full(Exception):
    """No slot is empty."""


def fill(box: Path) -> None:
    """Fill every slot of the ``box`` with random bytes; the file is made if need be."""
    handle = os.open(box / NAME, os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        os.pwrite(handle, secrets.token_bytes(SIZE * MANY), 0)
        os.fsync(handle)
    finally:
        os.close(handle)
    settle_folder(box)
    undate(box / NAME)


def waiting(box: Path, lid: bytes, owner: bytes) -> list[bytes]:
    """Return what is under the lids of the full slots, in random order."""
    content = (box / NAME).read_bytes()
    slots = (content[at:at + SIZE] for at in range(0, len(content), SIZE))
    found = [inner for slot in slots if (inner := inner_of(slot, lid, owner)) is not None]
    _random.shuffle(found)
    return found


def add(box: Path, envelope: bytes, lid: bytes, owner: bytes) -> None:
    """Write ``envelope`` into a random empty slot; durable.  Raises ``Full``."""
    handle = os.open(box / NAME, os.O_RDWR)
    try:
        places = list(range(MANY))
        while places:
            place = places.pop(_random.randrange(len(places)))
            if inner_of(os.pread(handle, SIZE, place * SIZE), lid, owner) is None:
                os.pwrite(handle, envelope, place * SIZE)
                os.fsync(handle)
                return
        raise Full
    finally:
        os.close(handle)
        undate(box / NAME)

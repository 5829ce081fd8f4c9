"""The keys of a turn: made for it, destroyed with it, so that no key opens what lay there before.

``turn.json`` in the folder of the keys holds what who seals needs; ``N.key`` what the opening
alone reads (``opening``).
"""
from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from .places import put, shred

_KEY = 32
NAME, PRIVATE = 'turn.json', '.key'


class Turn(NamedTuple):
    """``number``: from 1.  ``public``: X25519, raw.  ``lid``: see ``envelopes``."""

    number: int
    public: bytes
    lid: bytes


class TurnSecrets(NamedTuple):
    """``private``: opens envelopes.  ``tally``: the key of the sealed counts."""

    private: X25519PrivateKey
    tally: bytes


def made(keys: Path, number: int) -> tuple[Turn, TurnSecrets]:
    """Make the secrets of the turn ``number``, durable; it begins when it is ``begun``."""
    content = secrets.token_bytes(2 * _KEY)
    put(keys / f'{number}{PRIVATE}', content)
    found = _secrets(content)
    return Turn(number, found.private.public_key().public_bytes_raw(),
                secrets.token_bytes(_KEY)), found


def begun(keys: Path, turn: Turn) -> None:
    """Let ``turn`` be that of the box; durable."""
    put(keys / NAME, json.dumps(
        [turn.number, turn.public.hex(), turn.lid.hex()]).encode())


def current(keys: Path) -> Turn | None:
    """Return the turn of the box, ``None`` if it has none: not yet, or not any more."""
    try:
        number, public, lid = json.loads((keys / NAME).read_bytes())
    except FileNotFoundError:
        return None
    return Turn(number, bytes.fromhex(public), bytes.fromhex(lid))


def secrets_of(keys: Path, turn: Turn) -> TurnSecrets:
    """Return the secrets of ``turn``."""
    return _secrets((keys / f'{turn.number}{PRIVATE}').read_bytes())


def destroy(keys: Path, but: int = 0) -> None:
    """Destroy the secrets of all turns ``but`` one."""
    for path in keys.glob(f'*{PRIVATE}'):
        if path.name != f'{but}{PRIVATE}':
            shred(path)


def end(keys: Path) -> None:
    """Destroy all that seals and opens: the box is closed."""
    destroy(keys)
    shred(keys / NAME)


def _secrets(content: bytes) -> TurnSecrets:
    return TurnSecrets(X25519PrivateKey.from_private_bytes(content[:_KEY]), content[_KEY:])

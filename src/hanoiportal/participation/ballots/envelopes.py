"""Envelopes: answers of one size, which look like random bytes to who has no key (ADR 71).

HPKE (RFC 9180: X25519, HKDF-SHA256, AES-256-GCM) to the public key of the turn, and around it
AES-256-GCM under the *lid*, another key of the turn: by it a full slot is told from an empty one.
"""
from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

#: Bytes of an envelope, and of what fits into it: two AES-GCM tags, a nonce and a key go off.
SIZE = 8192
_NONCE, _TAG, _KEY = 12, 16, 32
BODY = SIZE - _NONCE - 2 * _TAG - _KEY
#: By which all is sealed that a turn, or the end of a box, opens.
SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class TooLong(ValueError):
    """More than fits into an envelope."""


class Sheet(NamedTuple):
    """One answer.  ``chosen``: places of cells.  ``texts``: by question id.  ``mark``: of the
    token or ticket that it came with, 16 bytes.
    """

    chosen: tuple[int, ...]
    texts: Mapping[str, str]
    mark: bytes
    is_verified: bool


def packed(sheet: Sheet) -> bytes:
    """Return ``sheet`` as ``BODY`` bytes.  Raises ``TooLong``."""
    said = json.dumps({
        'c': list(sheet.chosen), 't': dict(sheet.texts), 'm': sheet.mark.hex(),
        'v': sheet.is_verified}, ensure_ascii=False, separators=(',', ':')).encode()
    if len(said) > BODY:
        raise TooLong(len(said))
    return said.ljust(BODY)


def unpacked(body: bytes) -> Sheet:
    """Return what ``packed`` has packed."""
    said = json.loads(body)
    return Sheet(tuple(said['c']), said['t'], bytes.fromhex(said['m']), said['v'])


def sealed(sheet: Sheet, public: bytes, lid: bytes, owner: bytes) -> bytes:
    """Return ``sheet`` as an envelope of ``SIZE`` bytes for ``owner``, a box.

    ``public``: X25519, raw.  Raises ``TooLong``.
    """
    inner = SUITE.encrypt(packed(sheet), X25519PublicKey.from_public_bytes(public), owner)
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(lid).encrypt(nonce, inner, owner)


def inner_of(slot: bytes, lid: bytes, owner: bytes) -> bytes | None:
    """Return what is under the lid of ``slot``; ``None`` for a slot that is empty, of an earlier
    turn or half written.
    """
    try:
        return AESGCM(lid).decrypt(slot[:_NONCE], slot[_NONCE:], owner)
    except InvalidTag:
        return None


def opened(inner: bytes, private: X25519PrivateKey, owner: bytes) -> Sheet:
    """Return the sheet in an envelope without its lid."""
    return unpacked(SUITE.decrypt(inner, private, owner))

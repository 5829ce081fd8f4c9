"""Blind tokens: RSABSSA-SHA384-PSS-Randomized of RFC 9474.

Who confirms who they are has a token signed that the portal does not see, once; the answer carries
it, and nobody can tell whose it is.
"""
from __future__ import annotations

import hashlib
import secrets
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA384
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)

from .marks import LENGTH
from .places import put

#: Bits of a key; bytes of the salt of PSS (RFC 9474, 5).
BITS, _SALT = 2048, 48
#: Bytes of what is signed: 32 of PrepareRandomize (RFC 9474, 4.1) and 32 random ones.
MESSAGE = 64
_EXPONENT = 65537


class BadElement(ValueError):
    """What is to be signed blindly is no number below the modulus (RFC 9474, 4.3)."""


class TokenKey(NamedTuple):
    """The key of the tokens of one survey."""

    private: RSAPrivateKey

    @property
    def public(self) -> bytes:
        """The public half: SPKI, DER."""
        return self.private.public_key().public_bytes(
            Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    def signed(self, blinded: bytes) -> bytes:
        """Return BlindSign (RFC 9474, 4.3) of ``blinded``.  Raises ``BadElement``.

        Python takes longer for some numbers than for others: so what is raised to the secret power
        is multiplied by a random number before, and its time tells nothing.
        """
        numbers = self.private.private_numbers()
        modulus = numbers.public_numbers.n
        element = int.from_bytes(blinded)
        if len(blinded) != modulus.bit_length() // 8 or not 0 < element < modulus:
            raise BadElement
        factor = secrets.randbelow(modulus - 2) + 2
        hidden = element * pow(factor, numbers.public_numbers.e, modulus) % modulus
        found = pow(hidden, numbers.d, modulus) * pow(factor, -1, modulus) % modulus
        if pow(found, numbers.public_numbers.e, modulus) != element:
            raise ArithmeticError('a fault of the machine: nothing is given away')
        return found.to_bytes(len(blinded))

    def mark_of(self, token: bytes) -> bytes | None:
        """Return the mark of ``token``, a message and its signature; ``None`` for a forged one."""
        message, signature = token[:MESSAGE], token[MESSAGE:]
        if len(message) != MESSAGE or not self.has_signed(message, signature):
            return None
        return hashlib.sha256(b'ballot token' + message).digest()[:LENGTH]

    def has_signed(self, message: bytes, signature: bytes) -> bool:
        """Return whether ``signature`` is that of ``message`` (RFC 9474, 4.5)."""
        try:
            self.private.public_key().verify(
                signature, message, PSS(MGF1(SHA384()), _SALT), SHA384())
        except InvalidSignature:
            return False
        return True


def read_or_make(path: Path) -> TokenKey:
    """Return the key in the file ``path``, made first if it is missing."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        made = generate_private_key(_EXPONENT, BITS)
        content = made.private_bytes(
            Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        put(path, content)
    # As it was made; to prove its primes again takes longer than to use it.
    return TokenKey(load_der_private_key(  # type: ignore[arg-type]
        content, None, unsafe_skip_rsa_key_validation=True))

"""Who made a backup, or a file of the archive: an Ed25519 signature (RFC 8032) of its manifest.

The private key stays with the portal that makes them.  Its public half is enough to check one, and
is to be kept where the portal's machine is not: without it nobody can tell a true backup from one
that was put in its place.
"""
import base64
import hashlib
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from .putting import put_new

PRIVATE = b'PRIVATE KEY'


class NoKey(OSError):
    """There is no key of that kind in the file; says so in English, for the operator."""


def signing_key(path: Path | str, has_signed: bool = False) -> Ed25519PrivateKey:
    """Return the private key in the file ``path``; made, with ``path``.pub, when missing.

    ``has_signed``: whether something that it has signed is there.  Then, and where its public half
    is, none is made in its place: what was signed before would be proved by nobody any more.
    """
    path = Path(path)
    if is_lost(path, has_signed):
        raise NoKey(f'{path}, a key that has signed, is missing: bring it back from its copy')
    try:
        if not path.exists():
            _make(path)
        # As _make has made it.
        return load_pem_private_key(path.read_bytes(), None)  # type: ignore[return-value]
    except (OSError, ValueError, TypeError) as error:
        raise NoKey(f'{path} holds no private key: {error}') from None


def is_lost(path: Path | str, has_signed: bool = False) -> bool:
    """Return whether the private key in the file ``path`` was there and is not any more."""
    path = Path(path)
    if path.exists():
        return False
    # Its public half is made after it: who makes both just now has begun with the key.
    return (has_signed or _public_half(path).exists()) and not path.exists()


def replaced_key(path: Path | str) -> Ed25519PrivateKey:
    """Return a new private key, made in the file ``path`` in the place of one that is lost.

    The public half of that one stays as ``path``.pub. and the first 16 digits of its fingerprint.
    """
    path = Path(path)
    public = _public_half(path)
    if public.exists():
        public.rename(f'{public}.{fingerprint(checking_key(public))[:16]}')
    return signing_key(path)


def _make(path: Path) -> None:
    """Make a key unless another process does; nobody ever reads half of it."""
    key = Ed25519PrivateKey.generate()
    path.parent.mkdir(parents=True, exist_ok=True)
    text = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    if put_new(path, text):
        _public_half(path).write_text(public_text(key.public_key()), encoding='ascii')


def _public_half(path: Path) -> Path:
    return path.with_name(path.name + '.pub')


def public_text(key: Ed25519PublicKey) -> str:
    """Return ``key`` as PEM."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode('ascii')


def public_from(text: str) -> Ed25519PublicKey:
    """Return the public key in ``text``, PEM.  Raises ``NoKey``."""
    try:
        return load_pem_public_key(text.encode())  # type: ignore[return-value]  # see signing_key
    except (AttributeError, ValueError) as error:
        raise NoKey(f'no public key: {error}') from None


def checking_key(path: Path | str) -> Ed25519PublicKey:
    """Return the public key in the file ``path``, which holds it or the private one."""
    try:
        text = Path(path).read_bytes()
        if PRIVATE in text:  # for the types, see signing_key
            return load_pem_private_key(text, None).public_key()  # type: ignore[return-value]
        return load_pem_public_key(text)  # type: ignore[return-value]
    except (OSError, ValueError, TypeError) as error:
        raise NoKey(
            f'no key to check the signature with in {path}: give --key FILE ({error})') from None


def sign(key: Ed25519PrivateKey, content: bytes) -> str:
    """Return the signature of ``content`` as text."""
    return base64.b64encode(key.sign(content)).decode('ascii')


def is_signed(key: Ed25519PublicKey, content: bytes, signature: str) -> bool:
    """Tell whether ``signature`` is that of ``content`` by the owner of ``key``."""
    try:
        given = base64.b64decode(signature, validate=True)
        key.verify(given, content)
    except (InvalidSignature, ValueError):
        return False
    return base64.b64encode(given).decode('ascii') == signature  # and in no other form


def fingerprint(key: Ed25519PublicKey) -> str:
    """Return the SHA-256 of ``key``, in hexadecimal digits."""
    return hashlib.sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()

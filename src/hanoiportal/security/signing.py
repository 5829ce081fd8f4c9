"""Who made a backup, or a file of the archive: an Ed25519 signature (RFC 8032) of its manifest.

The private key stays with the portal that makes them.  Its public half is enough to check one, and
is to be kept where the portal's machine is not: without it nobody can tell a true backup from one
that was put in its place.
"""
import base64
import hashlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

PRIVATE = b'PRIVATE KEY'


class NoKey(OSError):
    """There is no key of that kind in the file; says so in English, for the operator."""


def signing_key(path):
    """Return the private key in the file ``path``; made, with ``path``.pub, when missing."""
    path = Path(path)
    try:
        if not path.exists():
            _make(path)
        return load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:
        raise NoKey(f'{path} holds no private key: {error}') from None


def _make(path):
    key = Ed25519PrivateKey.generate()
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), 'wb') as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    path.with_name(path.name + '.pub').write_bytes(_pem(key.public_key()))


def checking_key(path):
    """Return the public key in the file ``path``, which holds it or the private one."""
    try:
        text = Path(path).read_bytes()
        return (load_pem_private_key(text, None).public_key() if PRIVATE in text
                else load_pem_public_key(text))
    except (OSError, ValueError, TypeError) as error:
        raise NoKey(
            f'no key to check the signature with in {path}: give --key FILE ({error})') from None


def sign(key, content):
    """Return the signature of ``content``, bytes, as text."""
    return base64.b64encode(key.sign(content)).decode('ascii')


def is_signed(key, content, signature):
    """Tell whether ``signature`` is that of ``content`` by the owner of ``key``, public."""
    try:
        given = base64.b64decode(signature, validate=True)
        key.verify(given, content)
    except (InvalidSignature, ValueError):
        return False
    return base64.b64encode(given).decode('ascii') == signature  # and in no other form


def fingerprint(key):
    """Return the SHA-256 of the public ``key``, in hexadecimal digits."""
    return hashlib.sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()


def _pem(key):
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

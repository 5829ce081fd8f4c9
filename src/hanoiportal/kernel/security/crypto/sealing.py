"""Secrets at rest: what must be read again, and must not be read off a copy of the database.

AES-256-GCM (NIST SP 800-38D) under a key that is drawn by HKDF (RFC 5869) from that of the secret
file, bound to what it belongs to: moved to another account it opens nothing.
"""
import base64
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pyramid.config import Configurator
from zope.interface import Attribute, Interface, implementer

from ....base.settings import ISettings
from ..authentication.sessions import read_secret

_NONCE = 12


class Unreadable(ValueError):
    """What was sealed with another key, for somebody else, or is no sealed secret at all."""


class ISealing(Interface):
    """The ``Sealing`` of this process, as a utility."""

    seal = Attribute('see ``Sealing``')


@implementer(ISealing)
class Sealing:
    """Seals short texts.  ``secret``: that of the secret file."""

    def __init__(self, secret: str) -> None:
        self._cipher = AESGCM(_drawn(secret, b'hanoiportal secrets at rest'))
        self._marks = _drawn(secret, b'hanoiportal marks')
        self._browsers = _drawn(secret, b'hanoiportal kept in browsers')

    def seal(self, text: str, owner: str) -> bytes:
        """Return ``text`` sealed for ``owner``, an id; every time other bytes."""
        return self.seal_bytes(text.encode(), owner)

    def opened(self, sealed: bytes, owner: str) -> str:
        """Return the text in ``sealed``.  Raises ``Unreadable``."""
        return self.opened_bytes(sealed, owner).decode()

    def seal_bytes(self, content: bytes, owner: str) -> bytes:
        """Return ``content`` sealed as ``seal`` does it."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, content, owner.encode())

    def opened_bytes(self, sealed: bytes, owner: str) -> bytes:
        """Return the bytes in ``sealed``.  Raises ``Unreadable``."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], owner.encode())
        except (InvalidTag, ValueError) as error:
            raise Unreadable from error

    def mark(self, text: str) -> str:
        """Return 32 letters by which ``text`` is known again, and from which only who has the
        secret file could find it.
        """
        return hmac.new(self._marks, text.encode(), hashlib.sha256).hexdigest()[:32]

    def browser_key(self, owner: str) -> str:
        """Return the 32 bytes, in base64, under which the browser of ``owner``, an account's id,
        seals what it keeps for them (ADR 51).
        """
        drawn = hmac.new(self._browsers, owner.encode(), hashlib.sha256).digest()
        return base64.b64encode(drawn).decode('ascii')


def _drawn(secret: str, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, None, purpose).derive(secret.encode())


def includeme(config: Configurator) -> None:
    settings = config.registry.getUtility(ISettings)
    config.registry.registerUtility(Sealing(read_secret(settings.secret_file)), ISealing)

"""What is sealed with the key of a case; pure.

AES-256-GCM (NIST SP 800-38D), bound to the number of the case and to what it is: moved elsewhere
it opens nothing.
"""
import datetime
import json
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ..identities.interfaces import Identity
from .interfaces import Contents, Sender, Submission

_NONCE = 12
#: Roles of what is sealed.
CONTENTS, TEXT, FILE, KEPT = 'contents', 'text', 'file', 'kept'


class Seal:
    """Seals with ``key``, 32 bytes, what belongs to the case with that ``number``."""

    def __init__(self, key: bytes, number: int) -> None:
        self._cipher = AESGCM(key)
        self._number = number

    def close(self, content: bytes, role: str) -> bytes:
        """Return ``content`` sealed."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, content, self._bound(role))

    def open(self, sealed: bytes, role: str) -> bytes:
        """Return what ``close`` sealed for that ``role``; ``b''`` for what is not."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], self._bound(role))
        except (InvalidTag, ValueError):
            return b''

    def _bound(self, role: str) -> bytes:
        return f'{self._number}:{role}'.encode()


def written(submission: Submission | Contents) -> bytes:
    """Return what of ``submission`` is to be sealed."""
    identity = submission.identity
    return json.dumps({
        'title': submission.title, 'text': submission.text, 'sender': submission.sender,
        'consents': sorted(submission.consents), 'about': submission.about,
        'details': dict(submission.details),
        'identity': identity and [identity.name, identity.pseudonym, identity.level,
                                  identity.at.isoformat()]}, ensure_ascii=False).encode()


def read(content: bytes) -> Contents:
    """Return what ``written`` wrote."""
    found = json.loads(content)
    identity = found['identity']
    return Contents(
        str(found['title']), str(found['text']), Sender(*found['sender']),
        frozenset(found['consents']), str(found['about']), dict(found['details']),
        _identity(*identity) if identity else None)


def _identity(name: str, pseudonym: str, level: int, at: str) -> Identity:
    return Identity(name, pseudonym, level, datetime.datetime.fromisoformat(at))

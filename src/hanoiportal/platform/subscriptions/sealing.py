"""The address of a subscriber, sealed with the key of its own, and the codes of links made with
that key: once it is destroyed none of them means anything.
"""
import base64
import hmac
import secrets
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12
#: What codes are for, besides ``CONFIRM``; they begin with it.
PAGE, STOP, STOP_LETTER = 'P', 'S', 'L'
#: What the short code is for that a short message holds.
NEWS = 'news'
#: Bytes of what nobody can guess in a code.
_LENGTH = 15


def close(key: bytes, number: int, text: str) -> bytes:
    """Return ``text`` sealed for the subscriber with that ``number``."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, text.encode(), _bound(number))


def opened(key: bytes, number: int, sealed: bytes) -> str:
    """Return what ``close`` sealed; ``''`` for what is not."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound(number)).decode()
    except (InvalidTag, ValueError):
        return ''


def code(key: bytes, *parts: str) -> str:
    """Return a code of ``parts``, the first of which is what it is for."""
    told = '.'.join(parts)
    mark = hmac.new(key, f'subscriber link {told}'.encode(), sha256).digest()[:_LENGTH]
    return f'{told}.{base64.urlsafe_b64encode(mark).decode()}'


def short_code(key: bytes, purpose: str, number: int) -> str:
    """Return a code of 16 letters that survive a telephone and lower case."""
    made = hmac.new(key, f'subscriber {purpose} {number}'.encode(), sha256).digest()[:10]
    return base64.b32encode(made).decode().lower()


def parts_of(text: str) -> list[str]:
    """Return the parts of the code in ``text``, a code or a link with one behind its ``#``.

    >>> parts_of('https://hanoi.gov.vn/muc-theo-doi#P.7.1.abc')
    ['P', '7', '1', 'abc']
    """
    return text.rpartition('#')[2].strip().split('.')


def is_made(key: bytes, parts: list[str]) -> bool:
    """Return whether ``code`` has made what has those ``parts``."""
    made = code(key, *parts[:-1])
    return hmac.compare_digest(made.encode(), '.'.join(parts).encode())


def _bound(number: int) -> bytes:
    return f'subscriber {number}'.encode()

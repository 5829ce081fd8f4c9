"""Signatures by the Standard Webhooks scheme (v1): HMAC-SHA256 over id, time and body.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""
import base64
import hmac
from collections.abc import Iterable, Mapping
from hashlib import sha256
from secrets import token_bytes

PREFIX, BYTES = 'whsec_', 32


def new_secret() -> str:
    """Return a new secret, as both sides keep it."""
    return PREFIX + base64.b64encode(token_bytes(BYTES)).decode()


def headers_of(secrets: Iterable[str], key: str, seconds: int, body: bytes) -> Mapping[str, str]:
    """Return the headers of a message with that ``key``, sent at ``seconds`` since 1970 UTC,
    signed by each of ``secrets``.
    """
    signed = b'.'.join((key.encode(), str(seconds).encode(), body))
    return {'webhook-id': key, 'webhook-timestamp': str(seconds),
            'webhook-signature': ' '.join(_signature(each, signed) for each in secrets)}


def _signature(secret: str, signed: bytes) -> str:
    mark = hmac.new(base64.b64decode(secret.removeprefix(PREFIX)), signed, sha256).digest()
    return f'v1,{base64.b64encode(mark).decode()}'

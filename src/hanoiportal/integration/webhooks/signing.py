"""Signatures by the Standard Webhooks scheme (v1): HMAC-SHA256 over id, time and body.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""
import base64
import hmac
import secrets
from collections.abc import Mapping
from hashlib import sha256

PREFIX, BYTES = 'whsec_', 32


def new_secret() -> str:
    """Return a new secret, as both sides keep it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def headers_of(secret: str, key: str, seconds: int, body: bytes) -> Mapping[str, str]:
    """Return the headers of a message with that ``key``, sent at ``seconds`` since 1970 UTC."""
    signed = b'.'.join((key.encode(), str(seconds).encode(), body))
    mark = hmac.new(base64.b64decode(secret.removeprefix(PREFIX)), signed, sha256).digest()
    return {'webhook-id': key, 'webhook-timestamp': str(seconds),
            'webhook-signature': f'v1,{base64.b64encode(mark).decode()}'}

"""What rows of a sealed register say: closed and opened with the key of each row.

AES-256-GCM (NIST SP 800-38D), bound to the register and the key: moved elsewhere it opens nothing.
"""
from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from functools import partial
from typing import TYPE_CHECKING, Protocol, cast

import colander
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ...kernel.storage.keys import key_of, keys_of
from .interfaces import Past, Register, Row, RowFile, Values
from .resource import KeptFile, KeptRow, OpenRow, get_or_create_seals

if TYPE_CHECKING:
    import datetime

    from ...base.interfaces import IPortal

_NONCE = 12
#: What is bound to files besides.
_FILE = b':file'
#: Name of the one value that a sealed row keeps.
SEALED = ''


class HasSeal(Protocol):
    """What has a key of its own, of that number, 0 for none."""

    number: int
    seal: int


class Seals:
    """Closes and opens what the rows of ``register`` in ``portal`` say."""

    def __init__(self, portal: IPortal, register: Register) -> None:
        self._portal, self._register = portal, register

    def close(self, values: Values, number: int, key: bytes) -> Values:
        """Return ``values`` as they are kept, with the ``key`` of that number."""
        nonce, text = secrets.token_bytes(_NONCE), json.dumps(self._register.typed(values))
        return {SEALED: nonce + AESGCM(key).encrypt(nonce, text.encode(), self._bound(number))}

    def closed_anew(self, values: Values, row: KeptRow) -> Values:
        """Return ``values`` as ``row`` keeps them, which has a key."""
        key = key_of(self._portal, row.seal)
        if key is None:
            raise LookupError(row.number)
        return self.close(values, row.seal, key)

    def mark(self, key: str) -> str:
        """Return what stands for a ``key`` of rows and does not tell it."""
        told = f'register {self._register.name}:{key}'.encode()
        return hmac.new(keys_of(self._portal).lookup(), told, hashlib.sha256).hexdigest()

    def read(self, row: KeptRow, hidden: tuple[str, ...] = ()) -> Row:
        """Return ``row`` as its asker reads it, whether it is sealed or not."""
        return self.row(row, hidden) if self._register.is_sealed else row

    def row(self, row: KeptRow, hidden: tuple[str, ...] = ()) -> OpenRow:
        """Return what ``row`` says and said, without the fields that are ``hidden``."""
        key = key_of(self._portal, row.seal) if row.seal else None

        def past(each: Past) -> Past:
            return each._replace(values=self._opened(each.values, row, key, hidden))

        return OpenRow(
            row.number, row.site, self._opened(row.values, row, key, hidden), row.by, row.at,
            tuple(map(past, row.past)), None if row.withdrawn is None else past(row.withdrawn),
            row.state, tuple(map(partial(self._note, row), row.kept_files)))

    def _note(self, row: KeptRow, file: KeptFile) -> RowFile:
        return file.note(self.opened(file.named, row))

    def closed(self, content: bytes, row: HasSeal) -> bytes:
        """Return ``content`` as ``row`` keeps it."""
        if not row.seal:
            return content
        key = key_of(self._portal, row.seal)
        if key is None:
            raise LookupError(row.number)
        nonce = secrets.token_bytes(_NONCE)
        return nonce + AESGCM(key).encrypt(nonce, content, self._bound(row.seal) + _FILE)

    def opened(self, kept: bytes, row: HasSeal) -> bytes:
        """Return what ``closed`` was given.  Raises ``LookupError`` for what nobody can read."""
        key = key_of(self._portal, row.seal) if row.seal else b''
        if not key:
            if row.seal:
                raise LookupError(row.number)
            return kept
        try:
            return AESGCM(key).decrypt(
                kept[:_NONCE], kept[_NONCE:], self._bound(row.seal) + _FILE)
        except InvalidTag:
            raise LookupError(row.number) from None

    def _opened(self, kept: Values, row: KeptRow, key: bytes | None,
                hidden: tuple[str, ...]) -> Values:
        sealed = cast('bytes', kept.get(SEALED, b''))
        if key is None or not sealed:
            return {}
        try:
            text = AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], self._bound(row.seal))
        except InvalidTag:
            return {}
        typed = json.loads(text)
        return {node.name: _value(node, typed.get(node.name, ''))
                for node in self._register.schema if node.name not in hidden}

    def _bound(self, number: int) -> bytes:
        return f'{self._register.name}:{number}'.encode()


def new_key(portal: IPortal, now: datetime.datetime) -> tuple[int, bytes]:
    """Return number and bytes of a new key; who takes it has to note it among the seals."""
    seals = get_or_create_seals(portal)
    return keys_of(portal).take(int(now.timestamp()), seals.maxKey() if seals else 0)


def _value(node: colander.SchemaNode, typed: str) -> object:
    """Return the value that ``Register.typed`` wrote; ``None`` for what the field takes no longer.
    """
    try:
        return node.deserialize(typed or colander.null)
    except colander.Invalid:
        return None

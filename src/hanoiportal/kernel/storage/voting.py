"""A client of ZEO that lets a transaction begin again where ZEO's own would end it wrongly.

The portals resolve conflicts, and not the server (``client-conflict-resolution``, ADR 41).  ZEO
6.2 asks for another vote after each conflict, at most nine times, and then

- the files of the transaction are missing: the server stores them in the first vote alone, and
  the transaction is committed without them;
- a ninth vote that meets a conflict, too, counts as won: the server refuses the end of the
  transaction by an ``AssertionError``, after which nobody tries again.
"""
from __future__ import annotations

from ZEO.ClientStorage import ClientStorage
from ZODB.POSException import ConflictError


class Client(ClientStorage):
    """Such a client, of ``zeo://`` and ``zeos://``."""

    _has_conflict = False

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)
        self._call = self._asked  # instead of a method of the connection

    def tpc_vote(self, transaction: object) -> list[bytes] | None:
        """Vote as ZEO does.  Raises ``ConflictError`` if the last vote has met a conflict."""
        resolved: list[bytes] | None = super().tpc_vote(transaction)
        if self._has_conflict:
            raise ConflictError('each vote met a conflict')
        return resolved

    def _asked(self, method: str, *arguments: object, **named: object) -> object:
        found = self._server.call(method, *arguments, **named)
        if method == 'vote':
            self._has_conflict = any(isinstance(each, dict) for each in found or ())
            if self._has_conflict and (self.shared_blob_dir or self._tbuf.blobs):
                raise ConflictError('a transaction with files met a conflict')
        return found

"""Turns of a network that sends very many forms: each step beyond ``ask-steps`` of
``portal.throttles`` waits for a turn of its own, and none is refused (ADR 66).
"""
from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Callable
from typing import Protocol

from ...kernel.security.crypto.sealing import Sealing, Unreadable

#: Windows that are given away in advance.
AHEAD = 60
_OWNER = 'form turn'


class Limit(Protocol):
    """So many within so many seconds; 0 for as many as one likes."""

    count: int
    seconds: int


class MarkCounts(Protocol):
    """Counts by mark, as ``web.login.counts`` does."""

    def mark(self, text: str) -> bytes:
        """Return what ``text`` is known by."""

    def count(self, mark: bytes, window: int, moment: int,
              may: Callable[[int, int], bool]) -> bool:
        """Count one more if it ``may`` be; return whether it was counted."""


class Turns:
    """Gives turns to networks.  ``limit``: of one network in a window."""

    def __init__(self, limit: Limit, counts: MarkCounts, sealing: Sealing) -> None:
        self._limit, self._counts, self._sealing = limit, counts, sealing

    def turn(self, network: str, now: int, slip: str) -> tuple[int, str]:
        """Return how many seconds ``network`` waits at ``now``, seconds since 1970, and the slip
        with which it comes again; 0 for a step that may go on.

        ``slip``: the one it came with, ``''`` for none.  Who is in no network never waits.
        """
        limit = self._limit
        if not (limit.count and network):
            return 0, ''
        due = self._due(slip, now)
        if due is None:
            due, slip = self._next(network, now), ''
        return max(0, due - now), slip or self.slip(due)

    def _next(self, network: str, now: int) -> int:
        """Return the second of the next turn of ``network``: now, or one of those that are spread
        over a window to come, lest all networks come at its beginning.
        """
        limit, window, taken = self._limit, now // self._limit.seconds, 0

        def may(_before: int, current: int) -> bool:
            nonlocal taken
            taken = current
            return current < limit.count

        for each in range(window, window + AHEAD):
            if self._counts.count(self._counts.mark(f'ask-steps {network} {each}'), 0, now, may):
                return now if each == window else (
                    each * limit.seconds + taken * limit.seconds // limit.count)
        return (window + AHEAD) * limit.seconds

    def slip(self, due: int) -> str:
        """Return a slip with which a step comes again at ``due``, seconds since 1970."""
        sealed = self._sealing.seal_bytes(
            json.dumps([due, secrets.token_hex(8)]).encode(), _OWNER)
        return base64.urlsafe_b64encode(sealed).decode()

    def _due(self, slip: str, now: int) -> int | None:
        """Return the second of the turn in ``slip``; ``None`` if it is none or was taken."""
        try:
            due, token = json.loads(self._sealing.opened_bytes(
                base64.urlsafe_b64decode(slip.encode()), _OWNER))
        except (Unreadable, ValueError):
            return None
        if due <= now and not self._count(f'turn {token}', now, 1):
            return None
        return int(due)

    def _count(self, name: str, now: int, most: int) -> bool:
        return self._counts.count(
            self._counts.mark(name), 0, now, lambda _before, current: current < most)

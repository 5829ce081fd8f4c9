"""The counts of a box while it is open: plain values, sealed between two turns.

Unverified answers of the present window of time stand apart until it ends as those before it did;
what belongs to a burst enters the figure only if a person says so.
"""
from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from random import SystemRandom
from typing import NamedTuple

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .envelopes import Sheet

#: Bytes of which a sealed tally has a whole number, so that its size tells little.
_PAD = 64 * 1024
_NONCE = 12
_random = SystemRandom()


class BurstRule(NamedTuple):
    """``seconds``: of a window.  A window is a burst with more unverified answers than ``least``
    and than ``factor`` times the average of the windows before it.
    """

    seconds: int
    least: float
    factor: float


@dataclass
class Pool:
    """``number``: of answers.  ``cells``: how often each was chosen, by its place."""

    number: int = 0
    cells: list[int] = field(default_factory=list)

    def add(self, chosen: Sequence[int]) -> None:
        """Count one answer."""
        self.number += 1
        for place in chosen:
            self.cells[place] += 1

    def take(self, other: Pool) -> None:
        """Take over all that is in ``other``, which is empty then."""
        self.number += other.number
        self.cells = [mine + its for mine, its in zip(self.cells, other.cells, strict=True)]
        other.number, other.cells = 0, [0] * len(other.cells)


@dataclass
class Tally:
    """``recent``: unverified ones of the present window.  ``doubtful``: those of a burst, and
    since.  ``frozen``: seconds since 1970 when it began, 0 for no burst.

    ``window``: ordinal of the present one, 0 before the first answer.  ``windows``, ``past``: how
    many have ended, and their answers.  ``texts``: of answers that wait to be written with others.
    ``written``: bytes of the file of texts that count.
    """

    verified: Pool
    unverified: Pool
    recent: Pool
    doubtful: Pool
    frozen: int = 0
    window: int = 0
    windows: int = 0
    past: int = 0
    texts: list[dict[str, str]] = field(default_factory=list)
    written: int = 0

    def add(self, sheets: Sequence[Sheet], now: float, rule: BurstRule) -> None:
        """Count ``sheets``, which came by ``now``, seconds since 1970; each mark once."""
        self._turn_window(int(now // rule.seconds))
        for sheet in {each.mark: each for each in sheets}.values():
            pool = self.verified if sheet.is_verified else (
                self.doubtful if self.frozen else self.recent)
            pool.add(sheet.chosen)
            if sheet.texts:
                self.texts.append(dict(sheet.texts))
        _random.shuffle(self.texts)
        if not self.frozen and self.recent.number > self._most(rule):
            self.frozen = int(now)
            self.doubtful.take(self.recent)

    def accept(self) -> None:
        """Count what was doubtful; the history of windows begins anew."""
        self.unverified.take(self.doubtful)
        self.frozen = self.windows = self.past = 0

    def settle(self) -> None:
        """Count the present window, since no other follows."""
        self.unverified.take(self.recent)

    def _most(self, rule: BurstRule) -> float:
        usual = self.past / self.windows if self.windows else 0
        return max(rule.least, rule.factor * usual)

    def _turn_window(self, window: int) -> None:
        if self.window and window > self.window and not self.frozen:
            self.windows += window - self.window
            self.past += self.recent.number
            self.unverified.take(self.recent)
        self.window = max(window, self.window)


def empty(cells: int) -> Tally:
    """Return the tally of a new box of so many cells."""
    verified, unverified, recent, doubtful = (Pool(0, [0] * cells) for _ in range(4))
    return Tally(verified, unverified, recent, doubtful)


def sealed(tally: Tally, key: bytes, owner: bytes) -> bytes:
    """Return ``tally`` sealed for ``owner``, a box."""
    said = json.dumps(asdict(tally), ensure_ascii=False).encode()
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(
        nonce, said.ljust((len(said) // _PAD + 1) * _PAD), owner)


def opened(content: bytes, key: bytes, owner: bytes) -> Tally:
    """Return the tally that was ``sealed``."""
    said: dict[str, dict[str, object]] = json.loads(
        AESGCM(key).decrypt(content[:_NONCE], content[_NONCE:], owner))
    # As they were sealed.
    return Tally(**{  # type: ignore[arg-type]
        name: Pool(**value) if isinstance(value, dict) else value  # type: ignore[arg-type]
        for name, value in said.items()})

"""What a dashboard reads of the snapshot of compliance."""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Protocol


class WindowDay(Protocol):
    """The windows of one local day: how many ended, and how many of them were kept."""

    @property
    def day(self) -> datetime.date:
        """Local."""

    @property
    def due(self) -> int:
        """How many ended."""

    @property
    def kept(self) -> int:
        """How many of them were kept."""


class PlottedMonth(Protocol):
    """One month of a site, or of all sites."""

    @property
    def days(self) -> Sequence[WindowDay]:
        """Those in which a window ended."""

    @property
    def windows(self) -> tuple[int, int]:
        """How many windows were kept, and how many ended."""

    @property
    def in_time(self) -> tuple[int, int]:
        """How many duties were met in time, and how many are judged."""


class MonthsOf(Protocol):
    """The snapshot."""

    def month(self, oid: int, month: str) -> PlottedMonth:
        """Return that month, ``YYYY-MM``, of the site, of all sites for 0."""

    def part(self, name: str, oid: int | None = None) -> Mapping[int, object]:
        """Return what the part called ``name`` has measured of the site."""


class CasesOf(Protocol):
    """Cases that were open at the moment of the snapshot."""

    open_in_time: int
    open_late: int

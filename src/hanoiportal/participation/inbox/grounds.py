"""Căn cứ: on what a case is out of scope or marked as abuse, ``case_grounds.csv``."""
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from zope.interface import Interface

from ...base.clock import local
from ...base.dated import Dated, Titled, read_dated


@dataclass(frozen=True)
class ClosingGround(Dated, Titled):
    """One row.  ``name``: its code.  ``act``: ``OUT_OF_SCOPE`` or ``ABUSE`` of the cases.

    ``basis``: what says so.
    """

    name: str
    act: str
    title: str
    title_en: str
    basis: str


class IGrounds(Interface):
    """The ``Grounds`` of this process, a utility."""


class Grounds:
    """All rows, those of the past too, in the order of the table."""

    def __init__(self, rows: Sequence[ClosingGround]) -> None:
        self._rows = rows

    def of(self, act: str, now: datetime.datetime) -> dict[str, ClosingGround]:
        """Return ``{name: ground}`` of those of ``act`` in force at ``now``."""
        day = local(now).date()
        return {each.name: each for each in self._rows if each.act == act and each.holds_on(day)}

    def title(self, name: str, tag: str) -> str:
        """Return the title of the ground ``name``, of the past too; ``''`` if there is none."""
        return next((each.title_in(tag) for each in self._rows if each.name == name), '')


def read_grounds(path: Path) -> Grounds:
    """Return the rows of the file ``path``.  Raises ``ValueError`` that names a bad line."""
    return Grounds(read_dated(path, lambda row, *, starts, ends: ClosingGround(
        row['name'], row['act'], row['title_vi'], row['title_en'], row['basis'],
        starts=starts, ends=ends)))

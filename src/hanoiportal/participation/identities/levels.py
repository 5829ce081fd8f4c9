"""Mức định danh: what the provider's words for how surely somebody is known are worth, with basis
and dates: ``identity_levels.csv``.
"""
from dataclasses import dataclass

from ...base.clock import local
from ...base.dated import Dated, in_force, read_dated

_ACCEPTED = {'yes': True, 'no': False}


@dataclass(frozen=True)
class Level(Dated):
    """One row.  ``name``: value of the claim ``acr``.  ``number``: of the law.  ``accepted``:
    whether it is enough.
    """

    name: str
    number: int
    accepted: bool


class Levels:
    """All rows, those of the past too."""

    def __init__(self, rows):
        self._rows = tuple(rows)

    def accepted(self, now):
        """Return the names of those that are enough at ``now``, aware, in the table's order."""
        day = local(now).date()
        return [row.name for row in self._rows if row.accepted and row.holds_on(day)]

    def number(self, name, now):
        """Return the number of the level ``name`` if it is enough at ``now``, else ``None``."""
        row = in_force(self._rows, name, now)
        return row.number if row is not None and row.accepted else None


def read_levels(data):
    """Return the ``Levels`` in the folder ``data``.  Raises ``ValueError`` naming the line."""
    return Levels(read_dated(data / 'identity_levels.csv', _level))


def _level(row, **days):
    if row['accepted'] not in _ACCEPTED:
        raise ValueError('accepted is yes or no')
    return Level(row['acr'], int(row['level']), _ACCEPTED[row['accepted']], **days)

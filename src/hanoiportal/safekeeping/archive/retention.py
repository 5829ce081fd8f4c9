"""Thời hạn lưu trữ: how long which records are to be kept, ``retention_classes.csv`` (13.3.a)."""
from dataclasses import dataclass
from pathlib import Path

from ...base.dated import Dated, in_force, read_dated

#: Name of the row for the types that have none of their own.
OTHERS = '*'


@dataclass(frozen=True)
class RetentionRule(Dated):
    """One row.  ``name``: of a content type.  ``years``: ``None`` for ever.

    ``sure``: whether the basis names this very kind of record; else the authority decides.
    """

    name: str
    kind: str
    years: int | None
    basis: str
    sure: bool


def read_classes(folder):
    """Return the rows in ``folder``, that of the data files."""
    return read_dated(Path(folder) / 'retention_classes.csv', lambda row, **days: RetentionRule(
        row['type'], row['class'], int(row['years']) if row['years'] else None, row['basis'],
        row['sure'] == '1', **days))


def class_of(rows, name, moment):
    """Return what is said of the class of a type's records made at ``moment``, as a ``dict``.

    ``moment``: aware, or ``None``.  Empty if no row is in force then.
    """
    found = None if moment is None else (
        in_force(rows, name, moment) or in_force(rows, OTHERS, moment))
    if found is None:
        return {}
    return {'class': found.kind, 'years': found.years, 'basis': found.basis, 'sure': found.sure}

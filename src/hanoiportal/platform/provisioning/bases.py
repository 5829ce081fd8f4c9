"""Căn cứ pháp lý của chuyên mục: what has a site keep each section, ``section_bases.csv``."""
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ...base.dated import Dated, read_dated


@dataclass(frozen=True)
class Basis(Dated):
    """One row: a provision that has a site keep the section with the code ``section``.

    ``basis``: law and provision, in Vietnamese.
    """

    section: str
    basis: str


def read_bases(path: Path) -> list[Basis]:
    """Return every ``Basis`` of the CSV file at ``path``, in its order, those of the past too.

    Raises ``ValueError`` that names the line of what cannot be read.
    """
    return read_dated(path, lambda row, **days: Basis(
        section=row['section'], basis=row['basis'], **days))


def legal_basis(bases: Iterable[Basis], section: str, day: datetime.date) -> str:
    """Return what of ``bases``, in force on the local ``day``, has a site keep ``section``.

    ``''`` if nothing has.
    """
    return '; '.join(
        row.basis for row in bases if row.section == section and row.holds_on(day))

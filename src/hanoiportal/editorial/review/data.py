"""The grounds of rejection (14.3) and the heads of the checklist (27.5), as data."""
import csv
from dataclasses import dataclass
from pathlib import Path

from ...base.dated import Titled


@dataclass(frozen=True)
class Row(Titled):
    """One ground or head.  ``clause``: of the regulation.  ``help``, ``help_en``: what it asks."""

    code: str
    clause: str
    title: str
    help: str = ''
    title_en: str = ''
    help_en: str = ''

    def help_in(self, tag: str) -> str:
        """Return what it asks, in the language ``tag`` if it is said there."""
        return tag == 'en' and self.help_en or self.help


@dataclass(frozen=True)
class ReviewData:
    """``grounds`` and ``checks``: ``{code: Row}`` in the regulation's order."""

    grounds: dict[str, Row]
    checks: dict[str, Row]


def read_review_data(folder: Path) -> ReviewData:
    """Return the ``ReviewData`` in ``rejection_grounds.csv`` and ``review_checks.csv``."""
    return ReviewData(
        _rows(folder / 'rejection_grounds.csv'), _rows(folder / 'review_checks.csv'))


def _rows(path: Path) -> dict[str, Row]:
    with path.open(encoding='utf-8', newline='') as file:
        return {row['code']: Row(**row) for row in csv.DictReader(file)}

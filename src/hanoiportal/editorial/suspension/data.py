"""What can be suspended: a table of ``config/hanoi``."""
import csv
from pathlib import Path

from ...base.i18n import DEFAULT


def _rows(path: Path) -> list[dict[str, str]]:
    with open(path, encoding='utf-8', newline='') as lines:
        return list(csv.DictReader(lines))


def read_features(path: Path) -> dict[str, dict[str, str]]:
    """Return ``{name: {language tag: title}}`` of the CSV file at ``path``."""
    return {row['name']: {DEFAULT: row['title_vi'], 'en': row['title_en']} for row in _rows(path)}

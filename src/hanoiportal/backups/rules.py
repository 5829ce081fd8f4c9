"""How old a copy may be, and how long copies are kept: ``config/hanoi/backup_rules.csv``."""
import csv
import datetime
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Rules:
    """Whole days.

    ``copy``: age at which the last copy on another device is too old (clause 13.3.b);
    ``drill``: the same of the last drill that succeeded; ``full``: after which a backup is a full
    one; ``keep_every``, ``keep_weekly``, ``keep_monthly``: how long every chain, one of a week,
    one of a month is kept.
    """

    copy: int
    drill: int
    full: int
    keep_every: int
    keep_weekly: int
    keep_monthly: int


def read_rules(folder, day=None):
    """Return the ``Rules`` in force on ``day``, a ``date``; today's, those without an end, if
    ``None``.

    ``folder``: that of the data files.  Raises ``ValueError`` if one is missing.
    """
    found = {}
    with open(Path(folder) / 'backup_rules.csv', encoding='utf-8', newline='') as lines:
        for row in csv.DictReader(lines):
            if _in_force(row, day):
                found[row['rule']] = int(row['days'])
    try:
        return Rules(**found)
    except TypeError as error:
        raise ValueError(f'backup_rules.csv: {error}') from None


def _in_force(row, day):
    since, until = row['valid_from'], row['valid_to']
    if day is None:
        return not until
    return since <= day.isoformat() and (not until or day < datetime.date.fromisoformat(until))

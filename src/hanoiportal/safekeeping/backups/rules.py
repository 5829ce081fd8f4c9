"""How old a copy may be, by the rule of weekly copies (13.3.b), and how long copies are kept:
``config/hanoi/backup_rules.csv``.
"""
from dataclasses import dataclass, fields
from pathlib import Path

from ...base.dated import Dated, in_force, read_dated
from ...base.deadlines.interfaces import PER_WEEK
from ...base.deadlines.rules import read_deadline_rules

#: Code in ``deadline_rules.csv`` of the copies on another device.
COPIES = '13.3.b'
WEEK = 7


@dataclass(frozen=True)
class Rules:
    """Whole days.

    ``copy``: age at which the last copy on another device is too old (clause 13.3.b);
    ``drill``: the same of the last drill that succeeded; ``full``: after which a backup is a full
    one; ``keep_every``, ``keep_weekly``, ``keep_monthly``: how long every chain, one of a week,
    one of a month is kept; ``keep_keys``: how long copies of the keys of cases are (ADR 65).
    """

    copy: int
    drill: int
    full: int
    keep_every: int
    keep_weekly: int
    keep_monthly: int
    keep_keys: int


@dataclass(frozen=True)
class BackupRule(Dated):
    """One row: the rule that is called so, and its days."""

    name: str
    days: int


class RuleBook:
    """All rows, those of the past too.  Raises ``ValueError`` if a rule has none."""

    def __init__(self, rows):
        self._rows = {each.name: [row for row in rows if row.name == each.name]
                      for each in fields(Rules)}
        missing = [name for name, found in self._rows.items() if not found]
        if missing:
            raise ValueError(f'backup_rules.csv: no {", ".join(missing)}')

    def at(self, moment):
        """Return the ``Rules`` in force at ``moment``, an aware ``datetime``.

        Where none is, as under a clock that is wrong, the last row of the file counts: copies are
        never left without a rule.
        """
        return Rules(**{name: (in_force(rows, name, moment) or rows[-1]).days
                        for name, rows in self._rows.items()})


def read_rules(folder):
    """Return the ``RuleBook`` in ``folder``, that of the data files."""
    rows = read_dated(Path(folder) / 'backup_rules.csv', lambda row, **days: BackupRule(
        row['rule'], int(row['days']), **days))
    return RuleBook([*_copies(folder), *rows])


def _copies(folder):
    """Return, as rows called ``copy``, how old the last copy may be by the rule of each time."""
    found = read_deadline_rules(Path(folder) / 'deadline_rules.csv').all()
    return [BackupRule('copy', WEEK // rule.limit, starts=rule.starts, ends=rule.ends)
            for rule in found if rule.code == COPIES and rule.unit == PER_WEEK]

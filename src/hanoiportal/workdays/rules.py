"""Terms in working days, each with its dates: tables of ``config/hanoi``."""
import csv
import datetime
from dataclasses import dataclass

from ..clock import local


@dataclass(frozen=True)
class Rule:
    """One row.  ``starts``, ``ends``: local ``date``; the end is inclusive, or ``None``.

    ``basis``: the law that says so, in Vietnamese.
    """

    name: str
    working_days: int
    basis: str
    starts: datetime.date
    ends: datetime.date | None


class Rules:
    """All rules, those of the past too."""

    def __init__(self, rules):
        self._rules = tuple(rules)

    def working_days(self, name, moment):
        """Return the number of working days of the rule ``name`` in force at ``moment``.

        Raises ``LookupError`` if there is none.
        """
        return self.rule(name, moment).working_days

    def rule(self, name, moment):
        """Return the ``Rule`` of that name in force at ``moment``, an aware ``datetime``.

        Raises ``LookupError`` if there is none.
        """
        day = local(moment).date()
        for rule in self._rules:
            if rule.name == name and rule.starts <= day and (
                    rule.ends is None or day <= rule.ends):
                return rule
        raise LookupError(f'no rule {name} on {day}')


def read_rules(path):
    """Return the ``Rules`` of the CSV file at ``path``."""
    return Rules(
        Rule(row['name'], int(row['working_days']), row['basis'], _day(row['valid_from']),
             _day(row['valid_to']) if row['valid_to'] else None) for row in _rows(path))


def _rows(path):
    with open(path, encoding='utf-8', newline='') as lines:
        return list(csv.DictReader(lines))


_day = datetime.date.fromisoformat

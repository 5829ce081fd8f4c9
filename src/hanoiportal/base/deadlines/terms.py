"""Terms in working days, each with its dates: tables of ``config/hanoi``."""
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..clock import local
from ..dated import Dated, in_force, read_dated
from .interfaces import ICalendar
from .owndays import in_working_days


@dataclass(frozen=True)
class Rule(Dated):
    """One row.  ``basis``: the law that says so, in Vietnamese."""

    name: str
    working_days: int
    basis: str


class Rules:
    """All rules, those of the past too."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)

    def working_days(self, name: str, moment: datetime.datetime) -> int:
        """Return the number of working days of the rule ``name`` in force at ``moment``.

        Raises ``LookupError`` if there is none.
        """
        return self.rule(name, moment).working_days

    def due(self, name: str, moment: datetime.datetime,
            calendar: ICalendar) -> datetime.datetime:
        """Return when the term of the rule ``name`` that begins at ``moment`` ends, aware UTC, by
        ``calendar``.

        Raises ``LookupError`` if there is no such rule.
        """
        return in_working_days(self.working_days(name, moment), moment, calendar).due

    def rule(self, name: str, moment: datetime.datetime) -> Rule:
        """Return the ``Rule`` of that name in force at the aware ``moment``.

        Raises ``LookupError`` if there is none.
        """
        rule = in_force(self._rules, name, moment)
        if rule is None:
            raise LookupError(f'no rule {name} on {local(moment).date()}')
        return rule


def read_rules(path: Path) -> Rules:
    """Return the ``Rules`` of the CSV file at ``path``."""
    return Rules(read_dated(path, lambda row, **days: Rule(
        row['name'], int(row['working_days']), row['basis'], **days)))

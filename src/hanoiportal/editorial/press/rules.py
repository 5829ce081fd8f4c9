"""Hours within which something must be public, each with its basis: ``press_rules.csv``."""
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from zope.interface import implementer

from ...base.dated import Dated, in_force, read_dated
from .interfaces import IPressRules


@dataclass(frozen=True)
class Rule(Dated):
    """One row.  ``term``: from what starts the clock.

    ``ahead``: so long before its end people are reminded.
    ``basis``: the law that says so, in Vietnamese.
    """

    name: str
    term: datetime.timedelta
    ahead: datetime.timedelta
    basis: str


@implementer(IPressRules)
class PressRules:
    """``IPressRules``."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)

    def rule(self, name: str, moment: datetime.datetime) -> Rule | None:
        """See ``IPressRules``."""
        return in_force(self._rules, name, moment)


def read_rules(path: Path) -> PressRules:
    """Return the ``PressRules`` of the CSV file at ``path``."""
    return PressRules(read_dated(path, lambda row, **days: Rule(
        row['rule'], _hours(row['hours']), _hours(row['remind_hours']), row['basis'], **days)))


def _hours(text: str) -> datetime.timedelta:
    return datetime.timedelta(hours=int(text))

"""How long before the end of a deadline a board is reminded of it: ``press_rules.csv``."""
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from zope.interface import implementer

from ...base.dated import Dated, in_force, read_dated
from .interfaces import IPressRules


@dataclass(frozen=True)
class Rule(Dated):
    """One row.  ``name``: code of a rule of ``deadline_rules.csv``; ``ahead``: so long before."""

    name: str
    ahead: datetime.timedelta


@implementer(IPressRules)
class PressRules:
    """``IPressRules``."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)

    def ahead(self, code: str, moment: datetime.datetime) -> datetime.timedelta:
        """See ``IPressRules``."""
        rule = in_force(self._rules, code, moment)
        return datetime.timedelta() if rule is None else rule.ahead


def read_rules(path: Path) -> PressRules:
    """Return the ``PressRules`` of the CSV file at ``path``."""
    return PressRules(read_dated(path, lambda row, **days: Rule(
        row['rule'], datetime.timedelta(hours=int(row['remind_hours'])), **days)))

"""The tables of freshness: its rules, and which sections hold news."""
import csv
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from zope.interface import implementer

from ...base.clock import local
from ...base.dated import Dated, in_force, read_dated
from .interfaces import IFreshnessRules


@dataclass(frozen=True)
class FreshnessRule(Dated):
    """One row.  ``amount``: how many of its unit.  ``basis``: who says so, in Vietnamese."""

    name: str
    amount: int
    basis: str


@implementer(IFreshnessRules)
class FreshnessRules:
    """``IFreshnessRules`` of the rows of a table."""

    def __init__(self, rules: Iterable[FreshnessRule]) -> None:
        self._rules = tuple(rules)

    def amount(self, name: str, moment: datetime.datetime) -> int:
        """See ``IFreshnessRules``."""
        rule = in_force(self._rules, name, moment)
        if rule is None:
            raise LookupError(f'no rule {name} on {local(moment).date()}')
        return rule.amount


def read_freshness_rules(path: Path) -> FreshnessRules:
    """Return the ``FreshnessRules`` of the CSV file at ``path``."""
    return FreshnessRules(read_dated(path, lambda row, **days: FreshnessRule(
        row['name'], int(row['amount']), row['basis'], **days)))


def read_news_types(path: Path) -> dict[str, frozenset[str]]:
    """Return ``{section code: content types that are news there}`` of all rows of the CSV file at
    ``path``.
    """
    with open(path, encoding='utf-8', newline='') as lines:
        return {row['code']: frozenset(filter(None, row['news_types'].split(',')))
                for row in csv.DictReader(lines)}

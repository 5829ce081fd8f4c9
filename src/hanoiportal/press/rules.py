"""Hours within which something must be public, each with its basis: ``press_rules.csv``."""
import csv
import datetime
from dataclasses import dataclass

from zope.interface import implementer

from ..clock import local
from .interfaces import IPressRules


@dataclass(frozen=True)
class Rule:
    """One row.  ``starts``, ``ends``: local ``date``; the end is inclusive, or ``None``.

    ``term``: from what starts the clock.  ``ahead``: so long before its end people are reminded.
    ``basis``: the law that says so, in Vietnamese.
    """

    name: str
    term: datetime.timedelta
    ahead: datetime.timedelta
    basis: str
    starts: datetime.date
    ends: datetime.date | None


@implementer(IPressRules)
class PressRules:
    """``IPressRules``."""

    def __init__(self, rules):
        self._rules = tuple(rules)

    def rule(self, name, moment):
        """See ``IPressRules``."""
        day = local(moment).date()
        return next((rule for rule in self._rules if rule.name == name and rule.starts <= day and (
            rule.ends is None or day <= rule.ends)), None)


def read_rules(path):
    """Return the ``PressRules`` of the CSV file at ``path``."""
    with open(path, encoding='utf-8', newline='') as lines:
        return PressRules(
            Rule(row['rule'], _hours(row['hours']), _hours(row['remind_hours']), row['basis'],
                 _day(row['valid_from']), _day(row['valid_to']) if row['valid_to'] else None)
            for row in csv.DictReader(lines))


def _hours(text):
    return datetime.timedelta(hours=int(text))


_day = datetime.date.fromisoformat

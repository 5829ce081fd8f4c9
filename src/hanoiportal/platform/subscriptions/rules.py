"""How long what nobody has confirmed is kept, and the like: ``subscription_rules.csv``."""
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from zope.interface import Interface, implementer

from ...base.dated import Dated, in_force, read_dated

UNCONFIRMED, LINK, LETTERS = 'unconfirmed', 'link', 'letters'
#: Days with a mail that came back, within so many days, that end what is followed.
RETURNS, RETURN_DAYS = 'returns', 'return-days'


class ISubscriptionRules(Interface):
    """The ``SubscriptionRules`` of config/hanoi, as a utility."""


@dataclass(frozen=True)
class SubscriptionRule(Dated):
    """One row.  ``unit``: ``day`` or ``letter``."""

    name: str
    number: int
    unit: str


@implementer(ISubscriptionRules)
class SubscriptionRules:
    """All rules, those of the past too."""

    def __init__(self, rules: Iterable[SubscriptionRule]) -> None:
        self._rules = tuple(rules)

    def number(self, name: str, now: datetime.datetime) -> int:
        """Return the number of the rule ``name``, in its unit; 0 if none is in force."""
        rule = in_force(self._rules, name, now)
        return 0 if rule is None else rule.number


def read_rules(path: Path) -> SubscriptionRules:
    """Return the ``SubscriptionRules`` of the CSV file at ``path``."""
    return SubscriptionRules(read_dated(path, lambda row, **days: SubscriptionRule(
        row['name'], int(row['number']), row['unit'], **days)))

"""Rules of accounts that are law, with their basis and dates: ``account_rules.csv``."""
import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pyramid.config import Configurator
from zope.interface import Interface, implementer

from ....base.dated import Dated, in_force, read_dated
from ....base.settings import ISettings

UNUSED, REVIEW = 'unused', 'review'
PASSWORD_AGE, PASSWORD_REUSE = 'password_age', 'password_reuse'
PASSWORD_NOTICE, PASSWORD_KINDS = 'password_notice', 'password_kinds'
PASSWORD_LINK, TWO_PEOPLE = 'password_link', 'two_people'
SUSPENSION_ALONE = 'suspension_alone'
WRONG_LOGINS, LOCK, IDLE = 'wrong_logins', 'lock', 'idle'
#: Rules without which no account is safe: one row of each has no first day.
LIMITS = (WRONG_LOGINS, LOCK, IDLE)
_UNITS = {'hour': datetime.timedelta(hours=1), 'day': datetime.timedelta(days=1)}


class IAccountRules(Interface):
    """The ``AccountRules`` of config/hanoi, as a utility."""

    def before(name: str, now: datetime.datetime) -> datetime.datetime | None:
        """See ``AccountRules``."""

    def number(name: str, now: datetime.datetime) -> int:
        """See ``AccountRules``."""


@dataclass(frozen=True)
class Rule(Dated):
    """One row.  ``unit``: ``minute``, ``hour``, ``day``, ``month``, ``password``, ``kind`` or
    ``attempt``.
    """

    name: str
    number: int
    unit: str


@implementer(IAccountRules)
class AccountRules:
    """All rules, those of the past too."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)

    def before(self, name: str, now: datetime.datetime) -> datetime.datetime | None:
        """Return the moment before ``now``, aware, from which on the time of the rule
        ``name`` is not over yet; ``None`` if no such rule is in force.
        """
        rule = in_force(self._rules, name, now)
        if rule is None:
            return None
        if rule.unit in _UNITS:
            return now - rule.number * _UNITS[rule.unit]
        return _months_ago(now, rule.number)

    def number(self, name: str, now: datetime.datetime) -> int:
        """Return the number of the rule ``name``, in its unit; 0 if none is in force."""
        rule = in_force(self._rules, name, now)
        return 0 if rule is None else rule.number

    def is_always_in_force(self, name: str) -> bool:
        """Return whether a row of the rule ``name`` is in force on every day there is."""
        rows = sorted((rule for rule in self._rules if rule.name == name),
                      key=lambda rule: rule.starts or datetime.date.min)
        if not rows or rows[0].starts or rows[-1].ends:
            return False
        return all(
            one.ends is not None and (other.starts or datetime.date.min) <= (
                one.ends + datetime.timedelta(days=1)) for one, other in pairwise(rows))


def _months_ago(now: datetime.datetime, number: int) -> datetime.datetime:
    year, month = divmod(now.year * 12 + now.month - 1 - number, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return now.replace(year=year, month=month + 1, day=min(now.day, last))


def read_rules(path: Path) -> AccountRules:
    """Return the ``AccountRules`` of the CSV file at ``path``."""
    return AccountRules(read_dated(path, lambda row, **days: Rule(
        row['name'], int(row['number']), row['unit'], **days)))


def read_limits(path: Path) -> AccountRules:
    """Return the ``AccountRules`` of the CSV file at ``path``.

    Raises ``ValueError`` if one of the ``LIMITS`` is not in force on every day.
    """
    rules = read_rules(path)
    for name in LIMITS:
        if not rules.is_always_in_force(name):
            raise ValueError(f'{path}: {name} is not in force on every day')
    return rules


def includeme(config: Configurator) -> None:
    path = config.registry.getUtility(ISettings).data / 'account_rules.csv'
    config.registry.registerUtility(read_limits(path), IAccountRules)

"""Rules of accounts that are law, with their basis and dates: ``account_rules.csv``."""
import calendar
import csv
import datetime
from dataclasses import dataclass

from zope.interface import Attribute, Interface, implementer

from ..clock import local
from ..settings import ISettings

UNUSED, REVIEW = 'unused', 'review'
PASSWORD_AGE, PASSWORD_REUSE = 'password_age', 'password_reuse'


class IAccountRules(Interface):
    """The ``AccountRules`` of config/hanoi, as a utility."""

    before = Attribute('see ``AccountRules``')
    number = Attribute('see ``AccountRules``')


@dataclass(frozen=True)
class Rule:
    """One row.  ``unit``: ``day``, ``month`` or ``password``.  ``starts``, ``ends``: local days;
    the end is inclusive, or ``None``.
    """

    name: str
    number: int
    unit: str
    starts: datetime.date
    ends: datetime.date | None


@implementer(IAccountRules)
class AccountRules:
    """All rules, those of the past too."""

    def __init__(self, rules):
        self._rules = tuple(rules)

    def before(self, name, now):
        """Return the moment before ``now``, aware ``datetime``, from which on the time of the rule
        ``name`` is not over yet; ``None`` if no such rule is in force.
        """
        rule = self._in_force(name, local(now).date())
        if rule is None:
            return None
        if rule.unit == 'day':
            return now - datetime.timedelta(days=rule.number)
        return _months_ago(now, rule.number)

    def number(self, name, now):
        """Return the number of the rule ``name``, in its unit; 0 if none is in force."""
        rule = self._in_force(name, local(now).date())
        return 0 if rule is None else rule.number

    def _in_force(self, name, day):
        return next((rule for rule in self._rules if rule.name == name and rule.starts <= day and (
            rule.ends is None or day <= rule.ends)), None)


def _months_ago(now, number):
    year, month = divmod(now.year * 12 + now.month - 1 - number, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return now.replace(year=year, month=month + 1, day=min(now.day, last))


def read_rules(path):
    """Return the ``AccountRules`` of the CSV file at ``path``."""
    with open(path, encoding='utf-8', newline='') as lines:
        return AccountRules(
            Rule(row['name'], int(row['number']), row['unit'], _day(row['valid_from']),
                 _day(row['valid_to']) if row['valid_to'] else None)
            for row in csv.DictReader(lines))


_day = datetime.date.fromisoformat


def includeme(config):
    path = config.registry.getUtility(ISettings).data / 'account_rules.csv'
    config.registry.registerUtility(read_rules(path), IAccountRules)

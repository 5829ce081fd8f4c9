"""Rules of accounts that are law, with their basis and dates: ``account_rules.csv``."""
import calendar
import datetime
from dataclasses import dataclass

from zope.interface import Attribute, Interface, implementer

from ....base.settings import ISettings
from ....base.workdays.dated import Dated, in_force, read_dated

UNUSED, REVIEW = 'unused', 'review'
PASSWORD_AGE, PASSWORD_REUSE = 'password_age', 'password_reuse'
PASSWORD_NOTICE, PASSWORD_KINDS = 'password_notice', 'password_kinds'
PASSWORD_LINK, TWO_PEOPLE = 'password_link', 'two_people'
_UNITS = {'hour': datetime.timedelta(hours=1), 'day': datetime.timedelta(days=1)}


class IAccountRules(Interface):
    """The ``AccountRules`` of config/hanoi, as a utility."""

    before = Attribute('see ``AccountRules``')
    number = Attribute('see ``AccountRules``')


@dataclass(frozen=True)
class Rule(Dated):
    """One row.  ``unit``: ``hour``, ``day``, ``month``, ``password`` or ``kind``."""

    name: str
    number: int
    unit: str


@implementer(IAccountRules)
class AccountRules:
    """All rules, those of the past too."""

    def __init__(self, rules):
        self._rules = tuple(rules)

    def before(self, name, now):
        """Return the moment before ``now``, aware ``datetime``, from which on the time of the rule
        ``name`` is not over yet; ``None`` if no such rule is in force.
        """
        rule = in_force(self._rules, name, now)
        if rule is None:
            return None
        if rule.unit in _UNITS:
            return now - rule.number * _UNITS[rule.unit]
        return _months_ago(now, rule.number)

    def number(self, name, now):
        """Return the number of the rule ``name``, in its unit; 0 if none is in force."""
        rule = in_force(self._rules, name, now)
        return 0 if rule is None else rule.number


def _months_ago(now, number):
    year, month = divmod(now.year * 12 + now.month - 1 - number, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return now.replace(year=year, month=month + 1, day=min(now.day, last))


def read_rules(path):
    """Return the ``AccountRules`` of the CSV file at ``path``."""
    return AccountRules(read_dated(path, lambda row, **days: Rule(
        row['name'], int(row['number']), row['unit'], **days)))


def includeme(config):
    path = config.registry.getUtility(ISettings).data / 'account_rules.csv'
    config.registry.registerUtility(read_rules(path), IAccountRules)

"""Thời hạn: by when something must have been done, and the way to that moment (clause 13.1).

A deadline is computed and never stored: from a rule, a moment that triggers it, pauses, and the
calendar as it was known on a day (ADR 63).  Rules, conventions of counting and days off are data.
"""
from pyramid.config import Configurator

from ..settings import ISettings
from .calendar import read_holidays
from .counting import read_counting
from .interfaces import IDeadlineRules, IHolidays
from .rules import read_deadline_rules


def includeme(config: Configurator) -> None:
    """Register the rules and the rows of days off of the installation."""
    registry = config.registry
    data = registry.getUtility(ISettings).data
    registry.registerUtility(read_deadline_rules(data / 'deadline_rules.csv'), IDeadlineRules)
    registry.registerUtility(read_holidays(
        data / 'holidays.csv', read_counting(data / 'counting_rules.csv')), IHolidays)

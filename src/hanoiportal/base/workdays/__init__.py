"""Ngày làm việc: by when an office must have answered (clauses 13.2, 14.1, 15).

Which days are worked is data, ``holidays.csv``: the Government announces it for each year.
"""
from pyramid.config import Configurator

from ..settings import ISettings
from .calendar import read_calendar
from .interfaces import ICalendar


def includeme(config: Configurator) -> None:
    """Register the calendar of the installation."""
    registry = config.registry
    data = registry.getUtility(ISettings).data
    registry.registerUtility(read_calendar(data / 'holidays.csv'), ICalendar)

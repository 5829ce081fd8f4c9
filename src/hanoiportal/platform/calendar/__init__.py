"""Lịch ngày nghỉ: which days are worked, as it was known on any day (clauses 13.1, 13.2; ADR 63).

For administrators, who enter what the Government has announced with its paper; for every feature
that counts days; and for everybody, who reckons a due day at ``/thoi-han``.  A row is never
deleted: a later one takes it back.
"""
from pyramid.config import Configurator

from .interfaces import ICalendarKeeping, ICalendars, IDeadlines
from .known import Calendars, Deadlines
from .redating import add_working_terms
from .services import keeping_service


def includeme(config: Configurator) -> None:
    registry = config.registry
    registry.registerUtility(Calendars(registry), ICalendars)
    registry.registerUtility(Deadlines(registry), IDeadlines)
    config.add_service(ICalendarKeeping, keeping_service)
    config.add_directive('add_working_terms', add_working_terms, action_wrap=False)

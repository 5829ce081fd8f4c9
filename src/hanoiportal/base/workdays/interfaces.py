"""What the calendar promises."""
import datetime

from zope.interface import Interface


class CalendarEnds(LookupError):
    """The calendar says nothing about a year; ``args[0]`` names it for people of the operator."""


class ICalendar(Interface):
    """The working days of the authority, in Hanoi's time."""

    def is_workday(day: datetime.date, weekends_only: bool = False) -> bool:
        """Return whether the local ``day`` is worked.

        ``weekends_only``: of a year that the calendar does not know, take Monday to Friday for
        worked instead of failing.
        Raises ``CalendarEnds`` otherwise, rather than guess when Tết is.
        """

    def add_workdays(
            moment: datetime.datetime, number: int,
            weekends_only: bool = False) -> datetime.datetime:
        """Return the end of the ``number``-th working day after ``moment``: aware UTC.

        ``moment``: aware; the local day on which it falls is not counted (Civil Code
        2015, article 147).  ``number``: from 1.
        The answer is the last microsecond of a working day (article 148: until 24 o'clock), so
        that ``clock.local`` of it shows the right date.
        Raises ``ValueError`` for a number below 1, and ``CalendarEnds`` as ``is_workday``.
        """

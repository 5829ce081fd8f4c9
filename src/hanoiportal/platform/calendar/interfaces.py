"""What the calendar and the deadlines by it promise."""
from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zope.interface import Attribute, Interface, implementer

from ...base.deadlines.interfaces import DayRow, ICalendar, Pause
from ...base.errors import Refused
from ...base.interfaces import IPortal, IResource

if TYPE_CHECKING:
    from ...base.deadlines.engine import Deadline
    from .resource import EnteredRow

#: Class of what is stored: a transaction that wrote one is not undone.
STORED = 'EnteredRow'


class CannotEnter(Refused[str]):
    """Raised with ``reasons``: ``{field name, 'line N' or '': translatable}``; nothing changed."""


class IKnownCalendars(Interface):
    """The calendars of one portal."""

    last: int = Attribute('number of the last row that an operator has entered; 0 if none was')

    def known_on(day: datetime.date | None = None) -> ICalendar:
        """Return the calendar as it was known at the end of the local ``day``; ``None``: with
        all that is known.
        """

    def entered(after: int = 0) -> Sequence[EnteredRow]:
        """Return the rows of operators with a number above ``after``, in their order."""

    def rows() -> Sequence[DayRow]:
        """Return every row: those of the installation, then those of operators."""


class ICalendars(Interface):
    """Gives the ``IKnownCalendars`` of any resource of the tree; a utility."""

    def __call__(resource: IResource) -> IKnownCalendars:
        """Return those of the portal that ``resource`` stands in."""


class IDeadlinesOf(Interface):
    """Deadlines by the calendar of one portal."""

    def due(code: str, trigger: datetime.datetime, *, known_on: datetime.date | None = None,
            pauses: Iterable[Pause] = ()) -> Deadline:
        """Return the ``Deadline`` of the rule ``code`` in force at the aware ``trigger``.

        ``known_on``, ``pauses``: see ``IKnownCalendars`` and ``deadlines.engine.compute``.
        Raises ``NoDeadline``: ``NoRule``, or ``CalendarEnds``.
        """


class IDeadlines(Interface):
    """Gives the ``IDeadlinesOf`` of any resource of the tree; a utility."""

    def __call__(resource: IResource) -> IDeadlinesOf:
        """Return those of the portal that ``resource`` stands in."""


@dataclass(frozen=True)
class OpenDeadline:
    """A deadline that still runs.  ``title``: what is owed, ``site``: by whom, for people.

    ``rule``: code; ``trigger``: aware; ``pauses``: see ``deadlines.engine.compute``.
    """

    title: str
    site: str
    rule: str
    trigger: datetime.datetime
    pauses: tuple[Pause, ...] = ()


class IOpenDeadlines(Interface):
    """A feature that holds running deadlines; a utility, named after the feature."""

    def open_deadlines(portal: IPortal) -> Iterable[OpenDeadline]:
        """Return all that run in ``portal``."""


@dataclass(frozen=True)
class Moved:
    """A deadline that a row would move.  ``before``, ``after``: aware UTC; ``None`` where none can
    be told.
    """

    deadline: OpenDeadline
    before: datetime.datetime | None
    after: datetime.datetime | None


class ICalendarKeeping(Interface):
    """Enters rows, for one asker.  Never commits."""

    def enter(rows: Sequence[DayRow], actor: str, replace: bool = False) -> list[EnteredRow]:
        """Enter ``rows`` as ``actor``, a principal id, all or none, and send one
        ``CalendarChanged``.

        ``replace``: whether they may take back official rows of the same days.
        Raises ``CannotEnter``; its fields are those of ``DayRow``, for several rows ``'line N'``.
        """

    def problems(row: DayRow, replace: bool = False) -> dict[str, str]:
        """Return why ``row`` cannot be entered, by field: translatable sentences."""

    def moved_by(rows: Sequence[DayRow]) -> list[Moved]:
        """Return each open deadline of the portal that ``rows`` would move, the earliest first."""


class ICalendarChanged(Interface):
    """An operator has entered rows."""

    object: IResource = Attribute('the portal')
    rows: Sequence[EnteredRow] = Attribute('what was entered')
    actor: str = Attribute('principal id')


@implementer(ICalendarChanged)
class CalendarChanged:
    """See ``ICalendarChanged``."""

    def __init__(self, object: IResource, rows: Sequence[EnteredRow], actor: str) -> None:
        self.object, self.rows, self.actor = object, rows, actor

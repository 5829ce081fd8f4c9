"""What the calendar and the deadlines by it promise."""
from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from zope.interface import Attribute, Interface, implementer

from ...base.deadlines.interfaces import DayRow, ICalendar, Pause
from ...base.errors import Refused
from ...base.interfaces import IPortal, IResource

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.deadlines.engine import Deadline
    from .resource import EnteredRow

#: Class of what is stored: a transaction that wrote one is not undone.
STORED = 'EnteredRow'


class CannotEnter(Refused[str]):
    """Raised with ``reasons``: ``{field of the row, or '': translatable}``; nothing changed."""


class BadTable(Exception):
    """The table is not brought in; ``problems``: ``[(line of the file, translatable)]``."""

    def __init__(self, problems: Iterable[tuple[int, str]]) -> None:
        super().__init__()
        self.problems = sorted(problems, key=lambda each: each[0])


class Knowledge(NamedTuple):
    """What is known of the calendar: papers up to the end of the local ``day``, and of them those
    that operators had entered by ``entered_by``, ``None``: have entered by now.
    """

    day: datetime.date
    entered_by: datetime.datetime | None = None


class IKnownCalendars(Interface):
    """The calendars of one portal."""

    last: int = Attribute('number of the last row that an operator has entered; 0 if none was')

    def known_on(day: datetime.date | None = None, row: int | None = None) -> ICalendar:
        """Return the calendar as it was known at the end of the local ``day``; ``None``: with
        all that is known.  ``row``: number of the last row of operators that counts.
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

    def bounds(known: Knowledge | None) -> tuple[datetime.date | None, int | None]:
        """Return ``known_on`` and ``row`` by which what is ``known`` is counted, each ``None``
        where that is all.
        """

    def due(code: str, trigger: datetime.datetime, *, known_on: datetime.date | None = None,
            row: int | None = None, pauses: Iterable[Pause] = ()) -> Deadline:
        """Return the ``Deadline`` of the rule ``code`` in force at the aware ``trigger``.

        ``known_on``, ``row``: see ``IKnownCalendars``.  ``pauses``: see
        ``deadlines.engine.compute``.
        Raises ``NoDeadline``: ``NoRule``, or ``CalendarEnds``.
        """


class IDeadlines(Interface):
    """Gives the ``IDeadlinesOf`` of any resource of the tree; a utility."""

    def __call__(resource: IResource) -> IDeadlinesOf:
        """Return those of the portal that ``resource`` stands in."""


@dataclass(frozen=True)
class OpenDeadline:
    """A deadline that still runs.  ``title``: what is owed, ``site``: by whom, for people.

    ``rule``: code; ``trigger``: aware; ``pauses``: see ``deadlines.engine.compute``.  ``days``:
    working days from the trigger, where people set the term and no rule does; ``rule`` is ``''``.
    """

    title: str
    site: str
    rule: str
    trigger: datetime.datetime
    pauses: tuple[Pause, ...] = ()
    days: int = 0


class IOpenDeadlines(Interface):
    """A feature that holds running deadlines; a utility, named after the feature."""

    def open_deadlines(portal: IPortal) -> Iterable[OpenDeadline]:
        """Return all that run in ``portal``."""


class WorkingTerm(NamedTuple):
    """A term of working days that people have set and that still runs.

    ``title``, ``site``: see ``OpenDeadline``.  ``days``: counted from ``since``, aware.
    ``about``: resource that a notice of it is about; ``number``: in it, 0 for none.
    ``people``: gives the ids of the accounts that it concerns; ``None``: the board of ``about``.
    """

    title: str
    site: str
    since: datetime.datetime
    days: int
    about: IResource
    people: Callable[[], Collection[str]] | None = None
    number: int = 0


class WorkingTerms(Protocol):
    """The running terms of a feature, added by ``config.add_working_terms(name, kind, terms)``.

    The preview of a row lists them; the job ``name`` tells of both days of each that a row moves,
    once, by a notice of that ``kind``, which is of what lives in ``interactions``.
    """

    def __call__(self, registry: Registry, portal: IPortal,
                 after: int) -> Iterator[tuple[int, Iterable[WorkingTerm]]]:
        """Yield ``(number, terms)`` by numbers above ``after``, the lowest first.

        A number stays with its terms.  Of terms with one number, those that are about the same and
        move alike are told as one.
        """


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

    def enter(row: DayRow, actor: str, replace: bool = False) -> EnteredRow:
        """Enter ``row`` as ``actor``, a principal id, and send a ``CalendarChanged``.

        ``replace``: whether it may take back an official row of the same day.
        Raises ``CannotEnter``.
        """

    def enter_table(rows: Mapping[int, DayRow], actor: str,
                    replace: bool = False) -> list[EnteredRow]:
        """Enter ``rows``, by their lines, all or none, and send one ``CalendarChanged``.

        ``actor``, ``replace``: see ``enter``.  Raises ``BadTable``, and ``CannotEnter`` where the
        asker may not.
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


class IDeadlineMoved(Interface):
    """A row has moved a deadline that runs, sent in the transaction which notes that."""

    portal: IPortal = Attribute('of which it is')
    keys: Sequence[str] = Attribute('names of what fulfils it, as the feature has them')
    source: str = Attribute('names the last row that was followed, such as ``calendar:3``')
    basis: str = Attribute('papers of the rows')
    before: datetime.datetime | None = Attribute('aware UTC; ``None`` if none could be told')
    after: datetime.datetime | None = Attribute('the same')


@implementer(IDeadlineMoved)
@dataclass(frozen=True)
class DeadlineMoved:
    """See ``IDeadlineMoved``."""

    portal: IPortal
    keys: Sequence[str]
    source: str
    basis: str
    before: datetime.datetime | None
    after: datetime.datetime | None

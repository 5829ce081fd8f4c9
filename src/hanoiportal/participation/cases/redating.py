"""A new row of the calendar moves what is due: the lists of cases follow."""
from functools import partial

from ...kernel.security.interactions import interactions_of
from ...platform.calendar.interfaces import ICalendars, IKnownCalendars
from ...platform.scheduling.interfaces import IEnvironment
from .interfaces import OPEN, ICases
from .resource import KEY, CaseBook
from .services import Cases

#: Name in the root of the database of the last row of the calendar that lists know.
ROW = 'cases calendar'
#: Cases in one transaction.
BATCH = 200


def redate(environment: IEnvironment) -> None:
    """Set the due moments of open cases in the index: a job of the scheduler."""
    numbers = environment.in_transaction(partial(_stale, environment))
    if numbers is None:
        return
    for at in range(0, len(numbers), BATCH):
        environment.in_transaction(partial(_index, environment, numbers[at:at + BATCH]))
    environment.in_transaction(partial(_note, environment))


def _stale(environment: IEnvironment) -> list[int] | None:
    """Return the numbers of open cases, ``None`` if the calendar is what it was."""
    root = interactions_of(environment.portal)
    book: CaseBook | None = root.get(KEY)
    if book is None or root.get(ROW, 0) == _last(environment):
        return None
    return [row.number for row in book.index.of(book.index.sites(), list(OPEN))]


def _index(environment: IEnvironment, numbers: list[int]) -> None:
    cases: Cases = environment.registry.getAdapter(environment.portal, ICases)
    for number in numbers:
        case = cases.get(number)
        if case is not None:
            cases.reindex(case, environment.clock.now())


def _note(environment: IEnvironment) -> None:
    interactions_of(environment.portal)[ROW] = _last(environment)


def _last(environment: IEnvironment) -> int:
    calendars: IKnownCalendars = environment.registry.getUtility(ICalendars)(environment.portal)
    return calendars.last

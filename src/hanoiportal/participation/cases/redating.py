"""A new row of the calendar moves what is due: the lists of cases follow, and who has sent a case
whose answer moves to another day is told of both days, once for each move.
"""
from __future__ import annotations

from collections.abc import Callable
from functools import partial

from pyramid.registry import Registry

from ...base.clock import local, shown_date
from ...base.i18n import _, said_in
from ...kernel.security.interactions import interactions_of
from ...platform.calendar.interfaces import ICalendars, IDeadlineMoved, IKnownCalendars
from ...platform.scheduling.interfaces import IEnvironment
from .interfaces import NOTE, OPEN, REDATED, ICases
from .interfaces.words import ANSWER
from .resource import KEY, CaseBook
from .services import Cases

#: Name in the root of the database of the last row of the calendar that lists know.
ROW = 'cases calendar'
#: Cases in one transaction.
BATCH = 200
#: What the sender reads.
TOLD = _('Hạn trả lời chuyển từ ngày ${before} sang ngày ${after} vì lịch ngày nghỉ, ngày làm '
         'việc thay đổi (${basis}).')


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


def telling_by(registry: Registry) -> Callable[[IDeadlineMoved], None]:
    """Return what notes in a case that the day of its answer has moved."""
    def tell(moved: IDeadlineMoved) -> None:
        what, _colon, rest = moved.keys[0].partition(':')
        number, _colon, owed = rest.partition(':')
        if what != 'case' or not owed.startswith(f'{ANSWER}:'):
            return
        cases: Cases = registry.getAdapter(moved.portal, ICases)
        case = cases.get(int(number))
        if case is None or moved.before is None or moved.after is None:
            return
        before, after = (shown_date(local(each).date(), case.language)
                         for each in (moved.before, moved.after))
        cases.append(
            case, NOTE, ground=REDATED, site=case.site, source=moved.source,
            text=said_in(registry, case.language)(
                TOLD, before=before, after=after, basis=moved.basis))

    return tell

"""What is kept no longer: personal data of cases go some years after their end, by their kind."""
import datetime
from functools import partial
from itertools import islice

from ...base.clock import UTC, local
from ...kernel.security.interactions import interactions_of
from ...platform.scheduling.interfaces import IEnvironment
from .interfaces import CaseRow, ICaseKinds, ICases
from .resource import KEY, CaseBook

#: Ground of an event that erases what is kept no longer; cases in one transaction.
OVER, BATCH = 'het-han-luu', 50


def forget_old(environment: IEnvironment) -> None:
    """Erase the cases whose time is over: a job of the scheduler."""
    while environment.in_transaction(partial(_erase, environment)):
        pass


def _erase(environment: IEnvironment) -> int:
    """Erase some cases; return how many."""
    book: CaseBook | None = interactions_of(environment.portal).get(KEY)
    now = environment.clock.now()
    old = [] if book is None else list(islice(
        (row for row in book.index.closed_before(now.timestamp())
         if _is_over(environment, row, now)), BATCH))
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    for row in old:
        case = cases.get(row.number)
        if case is not None:
            cases.erase(case, ground=OVER)
    return len(old)


def _is_over(environment: IEnvironment, row: CaseRow, now: datetime.datetime) -> bool:
    closed = datetime.datetime.fromtimestamp(row.closed, UTC)
    kinds: ICaseKinds = environment.registry.getUtility(ICaseKinds)
    day, years = local(closed).date(), kinds.at(row.kind, closed).retention
    # A year ends on the day of the same name; that of 29 February on the last of the month.
    last = day.replace(year=day.year + years, day=min(day.day, 28)) + datetime.timedelta(
        days=max(day.day - 28, 0))
    return local(now).date() > last

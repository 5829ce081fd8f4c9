"""Telling the staff what people have sent, after it was kept: a job.

A flood of cases is a few notices, and no visitor waits for the notices of the staff.
"""
import datetime
from collections import defaultdict
from functools import partial

from ...kernel.security.authorization.roles import BOARD, RESPONDER
from ...kernel.security.interactions import interactions_of
from ...kernel.tree.lookup import site_of
from ...platform.notifications.interfaces import INotifying
from ...platform.scheduling.interfaces import IEnvironment
from ..cases.interfaces import DISSATISFIED, REOPENED, ICases, main_of
from .resource import KEY, InboxBook
from .subscribers import NEW_CASE, TOLD
from .telling import people_at, with_deputies

#: More cases of one kind of notice are told of as one.
MOST = 3
MANY = 'cases_waiting'
#: Of these the whole board is told, as it is of terms that are over (7.5).
OF_BOARD = frozenset({TOLD[REOPENED], TOLD[DISSATISFIED]})


def tell(environment: IEnvironment) -> None:
    """Tell who answers what they were not told: the job of the scheduler."""
    sites = environment.in_transaction(lambda: sorted(_untold(environment)))
    for site in sites:
        environment.in_transaction(partial(_tell_at, environment, site))


def _untold(environment: IEnvironment) -> dict[str, dict[str, list[int]]]:
    """Return the numbers of the cases, by site and kind of notice."""
    book = interactions_of(environment.portal).get(KEY)
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for site, number, kind in book.untold if isinstance(book, InboxBook) else ():
        found[site][kind].append(number)
    return found


def _tell_at(environment: IEnvironment, oid: str) -> None:
    portal, now = environment.portal, environment.clock.now()
    book, site = interactions_of(portal)[KEY], site_of(portal, oid)
    notifying = environment.request.service(INotifying)
    cases = environment.registry.getAdapter(portal, ICases)
    everybody = people_at(site, BOARD | {RESPONDER}, now)
    for kind, numbers in _untold(environment)[oid].items():
        for number in numbers:
            book.untold.remove((oid, number, kind))
        if len(numbers) > MOST:
            notifying.notify(everybody, site, MANY, note=f'{len(numbers)} hồ sơ')
            continue
        for number in numbers:
            holders = with_deputies(portal, _holders(cases, number, kind, now), now) & everybody
            also = people_at(site, BOARD, now) if kind in OF_BOARD else set()
            notifying.notify((holders or everybody) | also, site, kind, number=number)


def _holders(cases: ICases, number: int, kind: str, now: datetime.datetime) -> set[str]:
    """Return who works on that case, and on the one that goes on for it."""
    case = cases.get(number)
    if case is None:
        return set()
    main = main_of(case.events) or main_of(case.events[:-1]) if kind != NEW_CASE else 0
    found = [case, *(each for each in (cases.get(main),) if each is not None)]
    return {cases.standing(each, now).assigned for each in found}

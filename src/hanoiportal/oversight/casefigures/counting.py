"""Keeping the figures: a case waits when something happens to it, and a job folds what waits.

So a look reads the cases of which something has changed since the last one, and the rows of the
index that are open; the 200,000 closed ones stay unread, and what was counted of a month that is
over stays as it was counted.  A case with a promised day waits for the end of that day, too.
"""
import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from zope.interface import implementer

from ...base.deadlines.interfaces import ICalendar
from ...base.interfaces import IPortal
from ...kernel.security.interactions import get_or_create, interactions_of, kept_or_new
from ...participation.cases.interfaces import MERGED, STATES, CaseStanding, ICaseChanged, ICases
from ...participation.publication.interfaces import SECTIONS
from ...platform.calendar.interfaces import ICalendars
from ...platform.duties.interfaces import SATISFIED
from ...platform.scheduling.interfaces import IEnvironment
from .folding import Course, Folded
from .interfaces import ICaseFigures
from .resource import KEY, FigureBook
from .values import COUNTED, summed

#: Cases in one transaction; all that there are.
BATCH, MOST = 200, 10_000_000


def wait(event: ICaseChanged) -> None:
    """Subscriber: let the case be folded again."""
    if event.case.kind not in SECTIONS:
        return
    book = _book_to_write(event.portal)
    book.waiting.insert((0.0, event.case.number))
    if event.event.kind == MERGED:
        book.waiting.insert((0.0, int(event.event.to)))


@implementer(ICaseFigures)
class CaseFigures:
    """See ``ICaseFigures``."""

    def fold(self, environment: IEnvironment) -> None:
        while environment.in_transaction(partial(_fold_some, environment)):
            pass

    def counted(self, portal: IPortal, oid: int, months: Sequence[str]) -> Mapping[str, int]:
        """See ``ICaseFigures``."""
        wanted = set(months)
        sums = summed(each for month, each in _book(portal).of(oid, min(wanted))
                      if month in wanted)
        return {what: getattr(sums, what) for what in COUNTED}

    def behind(self, portal: IPortal, oid: int, months: Sequence[str],
               what: str) -> Iterator[tuple[str, int, int]]:
        """See ``ICaseFigures``."""
        wanted = set(months)
        for number, facts in _book(portal).facts.items():
            found = Counter(fact.month for fact in facts if fact.month in wanted
                            and (fact.oid, fact.what) == (oid, what))
            yield from ((month, number, times) for month, times in sorted(found.items()))


def _fold_some(environment: IEnvironment) -> bool:
    """Fold some of the cases that wait; return whether others may wait."""
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    book: FigureBook | None = interactions_of(environment.portal).get(KEY)
    if book is None or not book.is_whole:
        rows = cases.inbox(None, states=STATES, size=MOST).rows
        if book is None and not rows:
            return False
        book = _book_to_write(environment.portal)
        book.waiting.update((0.0, row.number) for row in rows if row.kind in SECTIONS)
        book.is_whole = True
    now = environment.clock.now()
    calendar = environment.registry.getUtility(ICalendars)(environment.portal).known_on()
    found = book.due(now.timestamp(), BATCH)
    for moment, number in found:
        book.waiting.remove((moment, number))
        book.put(number, _folded(cases, calendar, number, now))
    return len(found) == BATCH


def _folded(cases: ICases, calendar: ICalendar, number: int, now: datetime.datetime) -> Folded:
    case = cases.get(number)
    if case is None or case.kind not in SECTIONS:
        return Folded(())
    return Course(case, _broken(cases.standing(case, now)), calendar.guessing).folded(now)


def _broken(standing: CaseStanding) -> dict[str, bool]:
    """Return whether what fulfilled an answer did so too late, by its source."""
    return {event.subject: each.is_broken for duty, each in standing.duties
            if duty.keys[0].split(':')[2] == 'answer'
            for event in duty.events if event.kind == SATISFIED}


def _book(portal: IPortal) -> FigureBook:
    """Return the book for reading; an empty one that nobody keeps if there is none yet."""
    return kept_or_new(portal, KEY, FigureBook)


def _book_to_write(portal: IPortal) -> FigureBook:
    found: FigureBook = get_or_create(interactions_of(portal), KEY, FigureBook)
    return found

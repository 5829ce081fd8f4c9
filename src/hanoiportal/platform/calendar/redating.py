"""A new row of the calendar moves terms that people have set: who has to act is told of both days.

In steps, each a transaction of ``interactions``, so that a run which was stopped is gone on with,
and everybody is told of a move once.
"""
from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from typing import TYPE_CHECKING

from zope.interface import implementer

from ...base.clock import local, shown_date
from ...base.deadlines.owndays import in_working_days
from ...base.i18n import DEFAULT
from ...kernel.security.interactions import interactions_of
from ..notifications.interfaces import INotifying
from .interfaces import ICalendars, IOpenDeadlines, OpenDeadline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyramid.config import Configurator
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal
    from ..scheduling.interfaces import IEnvironment
    from .interfaces import IKnownCalendars, WorkingTerm, WorkingTerms

#: Seconds between two runs; numbers of ``WorkingTerms`` in one transaction.
EVERY, BATCH = 60, 100


@implementer(IOpenDeadlines)
@dataclass(frozen=True)
class OpenTerms:
    """The ``terms`` of a feature, for the preview of a row."""

    registry: Registry
    terms: WorkingTerms

    def open_deadlines(self, portal: IPortal) -> Iterator[OpenDeadline]:
        """See ``IOpenDeadlines``."""
        for _number, terms in self.terms(self.registry, portal, 0):
            for each in terms:
                yield OpenDeadline(each.title, each.site, '', each.since, days=each.days)


@dataclass(frozen=True)
class TermRedating:
    """The job ``name``.

    Under that name the root of the database keeps how far rows were followed: the number of the
    last that was, that of the last of the present run, and that of the last terms looked at.
    """

    name: str
    kind: str
    terms: WorkingTerms

    def run(self, environment: IEnvironment) -> None:
        """Tell of what new rows move."""
        while environment.in_transaction(partial(self._step, environment)):
            pass

    def _step(self, environment: IEnvironment) -> bool:
        """Look at some terms; return whether there is more to do."""
        registry, portal = environment.registry, environment.portal
        root = interactions_of(portal)
        calendars: IKnownCalendars = registry.getUtility(ICalendars)(portal)
        done, target, at = root.get(self.name, (0, 0, 0))
        if target == done == calendars.last:
            return False
        target = target if target > done else calendars.last
        found = list(islice(self.terms(registry, portal, at), BATCH))
        moves, notifying = Moves(calendars, done, target), environment.request.service(INotifying)
        for _number, terms in found:
            self._tell(notifying, moves, terms)
        root[self.name] = (done, target, found[-1][0]) if found else (target, target, 0)
        return True

    def _tell(self, notifying: INotifying, moves: Moves, terms: Iterable[WorkingTerm]) -> None:
        moved = {(each.about, each.number, note): each.people
                 for each in terms if (note := moves.note(each))}
        for (about, number, note), people in moved.items():
            details = {'number': number} if number else {}
            notifying.notify(notifying.board_of(about) if people is None else people(), about,
                             self.kind, '', note=note, **details)


class Moves:
    """What the rows after the number ``done`` up to ``target`` move."""

    def __init__(self, calendars: IKnownCalendars, done: int, target: int) -> None:
        self._entered = calendars.entered(done)
        self._done, self._target = done, target
        self._calendar = cache(lambda number: calendars.known_on(row=number))

    def note(self, term: WorkingTerm) -> str:
        """Return the day by which ``term`` was due and that by which it is; ``''`` for no move.

        Rows that were there when it began have moved nothing.
        """
        known = max((row.number for row in self._entered if row.entered_at <= term.since),
                    default=self._done)
        before, after = (self._due(term, row) for row in (known, max(known, self._target)))
        return '' if before == after else ' → '.join(
            shown_date(local(each).date(), DEFAULT) for each in (before, after))

    def _due(self, term: WorkingTerm, row: int) -> datetime.datetime:
        return in_working_days(term.days, term.since, self._calendar(row)).due


def add_working_terms(config: Configurator, name: str, kind: str, terms: WorkingTerms) -> None:
    """Directive: let ``terms`` be previewed and followed, see ``WorkingTerms``."""
    config.registry.registerUtility(
        OpenTerms(config.registry, terms), IOpenDeadlines, name=name)
    config.add_job(name, EVERY, TermRedating(name, kind, terms).run)

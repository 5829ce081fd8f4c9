"""Comparing the ledger with what is there, and telling it what it lacks."""
from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import NamedTuple

from pyramid.config import Configurator
from zope.interface import implementer

from ...base.clock import ONE_DAY, UTC, local, start_of
from ...kernel.security.interactions import interactions_of
from ..scheduling.interfaces import IEnvironment
from .interfaces import INNER, Event, IEvents, ILedger, IReckoning
from .resource import get_or_create_inner_ledger, inner_ledger_of

#: Since ever; a moment that no event has.
ALWAYS = datetime.date(1, 1, 2)
_NEVER = datetime.datetime(9999, 1, 1, tzinfo=UTC)
#: By which totals of days are told apart.
_BY_DAY = 'site', 'day', 'field', 'item'
#: Events that one transaction appends.
BATCH = 200
#: Seconds between two looks whether a day is over.
EVERY = 3600
#: Days before today of which a job looks whether there is more to tell: what a process counted
#: may be saved late.
LATE = 3

Owed = Callable[[IEnvironment, datetime.date], Iterator[Event]]
Tell = Callable[[IEnvironment, Event], None]
Key = tuple[object, ...]


class Difference(NamedTuple):
    """``told``: what the ledger counts of the thing.  ``owed``: what there is.

    ``event``: what must have been told, ``None`` if nothing is there.  ``key``: what tells it from
    others, see ``IReckoning.by``.
    """

    told: int
    owed: int
    event: Event | None
    key: Key


@implementer(IReckoning)
@dataclass(frozen=True)
class Reckoning:
    """See ``IReckoning``."""

    name: str
    kinds: Mapping[str, int]
    by: tuple[str, ...]
    is_daily: bool
    owed: Owed
    tell: Tell
    field: str | None = None
    is_least: bool = False

    def fill(self, environment: IEnvironment, since: datetime.date) -> int:
        """See ``IReckoning``."""
        return fill(environment, self, since)


def append(environment: IEnvironment, event: Event) -> None:
    """Append ``event`` to the ledger of its kind."""
    ledger: ILedger = environment.registry.getAdapter(
        environment.portal, ILedger, 'inner' if event.kind in INNER else '')
    ledger.append(**{name: value for name, value in event._asdict().items() if name != 'number'})


def add_reckoning(config: Configurator, name: str, owed: Owed, kinds: Mapping[str, int],
                  by: tuple[str, ...], tell: Tell = append, *, field: str | None = None,
                  is_least: bool = False) -> None:
    """Directive: let the ledger be compared with what ``owed`` yields, see ``IReckoning``."""
    _add(config, Reckoning(name, kinds, by, False, owed, tell, field, is_least))


def add_totals(config: Configurator, kind: str, owed: Owed) -> None:
    """Directive: let the totals of days that ``owed`` yields, ``Event.total``, be events of
    ``kind``, by a job.  A day is not over before the next one.
    """
    _add(config, Reckoning(kind, {kind: 1}, _BY_DAY, True, owed, append))


def _add(config: Configurator, reckoning: Reckoning) -> None:
    def register() -> None:
        config.registry.registerUtility(reckoning, IReckoning, name=reckoning.name)

    config.action(('portal-reckoning', reckoning.name), register)


def reckonings(environment: IEnvironment) -> list[IReckoning]:
    """Return all of them by their names."""
    return [each for _name, each in sorted(environment.registry.getUtilitiesFor(IReckoning))]


def differences(environment: IEnvironment, reckoning: IReckoning,
                since: datetime.date = ALWAYS) -> Iterator[Difference]:
    """Yield where the ledger and what is there differ, from the local day ``since`` on."""
    told = _told(environment, reckoning, since)
    owed: dict[Key, Event] = {}
    for event in reckoning.owed(environment, since):
        key = tuple(getattr(event, name) for name in reckoning.by)
        before = owed.get(key)
        owed[key] = event if before is None else event._replace(
            amount=before.amount + event.amount)
    for key, event in owed.items():
        known = told.pop(key, 0)
        if known < event.amount or known > event.amount and not reckoning.is_least:
            yield Difference(known, event.amount, event, key)
    if not (reckoning.is_daily or reckoning.is_least):
        yield from (Difference(known, 0, None, key) for key, known in told.items() if known)


def _told(environment: IEnvironment, reckoning: IReckoning,
          since: datetime.date) -> dict[Key, int]:
    """Return what the ledger counts by the keys of ``reckoning``."""
    events: IEvents = environment.registry.getAdapter(environment.portal, IEvents)
    found: dict[Key, int] = {}
    start = datetime.datetime.min.replace(tzinfo=UTC) if since == ALWAYS else start_of(since)
    for (kind, field, *key), amount in events.sums(
            start, _NEVER, ('kind', 'field', *reckoning.by),
            kinds=tuple(reckoning.kinds)).items():
        if reckoning.field in (None, field):
            found[tuple(key)] = found.get(tuple(key), 0) + (
                reckoning.kinds[str(kind)] * amount)
    return found


def fill(environment: IEnvironment, reckoning: IReckoning,
         since: datetime.date = ALWAYS) -> int:
    """Append what the ledger lacks, with its own date; return how many events.

    What it tells too much of a total is taken back; of all else nothing is.
    """
    missing = iter([
        each.event._replace(amount=each.owed - each.told)
        for each in differences(environment, reckoning, since)
        if each.event is not None and (reckoning.is_daily or each.owed > each.told)])
    number = 0
    while batch := list(islice(missing, BATCH)):
        environment.in_transaction(partial(_tell, environment, reckoning, batch))
        number += len(batch)
    return number


def _tell(environment: IEnvironment, reckoning: IReckoning, events: Iterable[Event]) -> None:
    for event in events:
        reckoning.tell(environment, event)


def total(environment: IEnvironment) -> None:
    """Job: append the totals of days that are over; the first time, of all there were."""
    recent = local(environment.clock.now()).date() - LATE * ONE_DAY
    complete = inner_ledger_of(interactions_of(environment.portal)).complete
    for reckoning in reckonings(environment):
        if reckoning.is_daily:
            fill(environment, reckoning, recent if reckoning.name in complete else ALWAYS)
            if reckoning.name not in complete:
                environment.in_transaction(partial(_note_complete, environment, reckoning.name))


def _note_complete(environment: IEnvironment, name: str) -> None:
    get_or_create_inner_ledger(interactions_of(environment.portal)).complete |= {name}

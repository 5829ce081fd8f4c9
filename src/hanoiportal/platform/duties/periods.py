"""What is owed again and again: a duty for each period, from its first day (28.9, 33.8; ADR 62).

Which rules, and for which sites, are rows of ``periodic_duties.csv``; how long a period is, the
rule itself says.
"""
import csv
import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from persistent.mapping import PersistentMapping

from ...base.bodies import bodies_in
from ...base.clock import ONE_DAY, local, start_of
from ...base.deadlines.interfaces import (
    PER_MONTH,
    PER_WEEK,
    PER_YEAR,
    DeadlineRule,
    IDeadlineRules,
    NoRule,
)
from ...base.interfaces import IPortal, ISite
from ...base.settings import ISettings
from ...kernel.security.interactions import get_or_create, interactions_of
from ..scheduling.interfaces import IEnvironment
from .interfaces import PERIOD, TRIGGERED, DutyEvent, IDuties

#: Name in the root of the database of ``{code of a rule: ordinal of the last first day}``.
KEY = 'duties periods'
#: Who owes it: the city portal, each component site, all of them.
PORTAL, COMPONENT, EVERY = 'portal', 'component', 'every'
MONTHS = 12


@dataclass(frozen=True)
class Periodic:
    """A row.  ``rule``: its code; ``sites``: one of the above."""

    rule: str
    sites: str

    def of(self, portal: IPortal) -> Iterator[ISite]:
        """Yield the sites of ``portal`` that owe it."""
        if self.sites in (PORTAL, EVERY):
            yield portal
        if self.sites in (COMPONENT, EVERY):
            yield from bodies_in(portal)


def read_periodic(path: Path) -> list[Periodic]:
    """Return the rows of the CSV file at ``path``.  Raises ``ValueError`` naming a wrong line."""
    with open(path, encoding='utf-8', newline='') as lines:
        rows = [Periodic(row['rule'], row['sites']) for row in csv.DictReader(lines)]
    for number, row in enumerate(rows, 2):
        if row.sites not in (PORTAL, COMPONENT, EVERY):
            raise ValueError(f'line {number}: no such sites: {row.sites}')
    return rows


def first_day(day: datetime.date, rule: DeadlineRule) -> datetime.date:
    """Return the first day of the period of ``rule`` that ``day`` lies in.

    Raises ``ValueError`` for a rule that has none.
    """
    if rule.unit == PER_WEEK and rule.limit == 1:
        return day - day.weekday() * ONE_DAY
    if rule.unit not in (PER_MONTH, PER_YEAR):
        raise ValueError(f'{rule.code} has no periods')
    months = MONTHS // rule.limit if rule.unit == PER_YEAR else 1
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)


def begin(environment: IEnvironment) -> None:
    """Open the duties of each period that has begun: the job of the scheduler."""
    today = local(environment.clock.now()).date()
    data = environment.registry.getUtility(ISettings).data
    rules: IDeadlineRules = environment.registry.getUtility(IDeadlineRules)
    for row in read_periodic(data / 'periodic_duties.csv'):
        try:
            rule = rules.rule(row.rule, start_of(today))
        except NoRule:
            continue
        environment.in_transaction(partial(_open, environment, row, rule, today))


def _open(environment: IEnvironment, row: Periodic, rule: DeadlineRule,
          today: datetime.date) -> None:
    """Open what was not opened yet, also the periods during which nothing ran."""
    root = interactions_of(environment.portal)
    last = root.get(KEY, {}).get(row.rule)
    starts = list(_since(last, first_day(today, rule), rule))
    if not starts:
        return
    get_or_create(root, KEY, PersistentMapping)[row.rule] = starts[-1].toordinal()
    duties: IDuties = environment.registry.getAdapter(environment.portal, IDuties)
    rules: IDeadlineRules = environment.registry.getUtility(IDeadlineRules)
    for start in starts:
        begun = begun_at(rules, rule, start)
        if begun is not None:
            _open_for(duties, row.of(environment.portal), row.rule, start, begun,
                      environment.clock.now())


def begun_at(rules: IDeadlineRules, rule: DeadlineRule,
             start: datetime.date) -> datetime.datetime | None:
    """Return the moment, aware UTC, from which the period of ``rule`` that begins on the day
    ``start`` is reported on: with the first day of the rule, where that lies in the period;
    ``None`` for a period that was over before.
    """
    begun = start_of(start)
    first = rules.nearest(rule.code, begun).starts
    if first is None or first <= start:
        return begun
    return start_of(first) if first_day(first, rule) == start else None


def _since(last: int | None, current: datetime.date,
           rule: DeadlineRule) -> Iterable[datetime.date]:
    """Return the first days after ``last`` up to the ``current`` one; that alone at first."""
    if last is None:
        return [current]
    starts, day = [], current
    while day.toordinal() > last:
        starts.append(day)
        day = first_day(day - ONE_DAY, rule)
    return reversed(starts)


def _open_for(duties: IDuties, sites: Iterable[ISite], rule: str, start: datetime.date,
              begun: datetime.datetime, now: datetime.datetime) -> None:
    for site in sites:
        duties.open(str(site.__oid__), rule, (f'{PERIOD}:{start.isoformat()}',), DutyEvent(
            TRIGGERED, now, at=begun, source=f'{PERIOD}:{start:%Y%m%d}',
            evidence=start.isoformat()))

"""A year of windows and duties of all 150 sites: is what was missed found, and in what time?

``make compliance`` fills an empty folder with the sites, writes into the ledger what each of them
published in a year, leaves out windows at random, lets 15,000 duties be kept, be late or be
missed, and compares what a look finds with what was planted.
"""
import datetime
import sys
from collections import Counter
from functools import partial
from random import Random
from time import process_time

from hanoiportal.base.bodies import counted_in
from hanoiportal.base.clock import HANOI, UTC, parse
from hanoiportal.base.garbage import never_mind_what_is
from hanoiportal.editorial.windows.interfaces import IWindows
from hanoiportal.editorial.windows.resource import HoursDecision, enter_hours
from hanoiportal.oversight.compliance.interfaces import ICompliance
from hanoiportal.oversight.compliance.measuring import sites_of
from hanoiportal.oversight.compliance.resource import kept_gathered, snapshot_of
from hanoiportal.oversight.compliance.values import LATE, MET
from hanoiportal.oversight.compliance.values import MISSED as BROKEN
from hanoiportal.platform.calendar.interfaces import ICalendars
from hanoiportal.platform.duties.interfaces import SATISFIED, TRIGGERED, DutyEvent, IDuties
from hanoiportal.platform.ledger.interfaces import PUBLISHED, ILedger

from .allsites import with_all_sites

NEWS = 'tin-tuc-su-kien'
FIRST, LAST = datetime.date(2025, 12, 1), datetime.date(2026, 11, 26)
#: How many of a hundred windows are missed.
MISSED = 5
#: How many duties there are, by a rule of ten working days; in how many days those of each outcome
#: are done, ``None``: never.
DUTIES, RULE = 15_000, '13.1.d'
KEPT = {MET: 1, LATE: 60, BROKEN: None}
#: Seconds of a processor in which a year of all sites is to be reckoned anew.
MOST = 2


def main():
    """Do it in a folder of its own; return 1 if anything else was found than was planted, or to
    reckon the year anew took too long.
    """
    return with_all_sites(_measure)


def _measure(environment):
    planted = environment.in_transaction(lambda: _plant(environment))
    owed, chance = Counter(), Random(4263)
    items = environment.in_transaction(lambda: _items(environment))
    for at in range(0, DUTIES, 500):
        environment.in_transaction(partial(
            _owe, environment, range(at, at + 500), items, owed, chance))
    never_mind_what_is()  # as the server that looks does
    compliance = environment.registry.getUtility(ICompliance)
    _forget(environment)
    took = []
    for looked in (None, None, environment.clock.now()):
        environment.in_transaction(partial(_say_looked, environment, looked))
        start = process_time()
        compliance.look(environment)
        took.append(process_time() - start)
    kept = snapshot_of(environment.portal)
    found = {(oid, each.day, each.code) for oid, month in kept.months if oid
             for each in kept.month(oid, month).missed if FIRST <= each.day <= LAST}
    judged = Counter((oid, each.state) for oid, month in kept.months if oid
                     for each in kept.month(oid, month).lines if each.rule == RULE)
    events = environment.registry.getAdapter(environment.portal, ILedger).last()
    print(f'{len(sites_of(environment.portal))} sites, {events} events, {len(planted)} windows '
          f'planted as missed, {len(found)} found; {owed.total()} duties, {_of(owed, BROKEN)} of '
          f'them missed and {_of(owed, LATE)} late, {_of(judged, BROKEN)} and {_of(judged, LATE)} '
          f'found; of a processor: the first look after a start, which writes all, '
          f'{took[0]:.2f} s, the first of a day {took[1]:.2f} s, the next {took[2]:.2f} s')
    return int(found != planted or judged != owed or max(took) > MOST)


def _of(counts, state):
    return sum(number for (_oid, each), number in counts.items() if each == state)


def _forget(environment):
    """Let every object be read from its database again, as after a start."""
    for connection in environment.portal._p_jar.connections.values():
        connection.cacheMinimize()


def _say_looked(environment, moment):
    """Let the last look have been at ``moment``; ``None`` reckons all months anew."""
    kept_gathered(environment.portal).looked = moment


def _plant(environment):
    """Write the news of a year; return object id, day and code of each window left out."""
    portal, registry = environment.portal, environment.registry
    rows = registry.getUtility(IWindows).proposed(FIRST)
    enter_hours(portal, HoursDecision(
        1, '1/QĐ-UBND', FIRST, 'UBND', FIRST,
        {(row.site, row.code): (row.opens, row.closes) for row in rows},
        frozenset({'component'}), parse('2025-11-01'), 'benchmark'))
    calendar = registry.getUtility(ICalendars)(portal).known_on().guessing
    ledger = registry.getAdapter(portal, ILedger)
    chance, missed, number = Random(4263), set(), 0
    for day in (FIRST + datetime.timedelta(days) for days in range((LAST - FIRST).days + 1)):
        is_workday = calendar.is_workday(day)
        for site in sites_of(portal):
            kind = 'portal' if site is portal else 'component'
            for row in rows if site.is_active else ():
                if row.site != kind or not (row.days == 'every' or is_workday):
                    continue
                number += 1
                if chance.randrange(100) < MISSED:
                    missed.add((site.__oid__, day, row.code))
                    continue
                ledger.append(
                    PUBLISHED, datetime.datetime.combine(day, row.opens, HANOI),
                    str(site.__oid__), item=str(number), content_type='NewsItem',
                    section=str(site[NEWS].__oid__), language='vi', is_first=True)
    return missed


def _items(environment):
    """Return pairs of the object ids of each site that is counted and of a public item of it."""
    return [(site.__oid__, str(environment.editing.add(
        site[NEWS], 'tin', 'NewsItem', {'title': 'Tin'}, 'benchmark',
        {'state': 'published'}).__oid__)) for site in counted_in(environment.portal)]


def _owe(environment, numbers, items, owed, chance):
    """Write duties of a year, evenly of all sites, and note in ``owed`` what becomes of them."""
    duties = environment.registry.getAdapter(environment.portal, IDuties)
    start = datetime.datetime.combine(FIRST, datetime.time(9), HANOI).astimezone(UTC)
    for number in numbers:
        site, item = items[number % len(items)]
        begun = start + datetime.timedelta(days=chance.randrange(270))
        state = chance.choice([*[MET] * 18, LATE, BROKEN])
        duty = duties.open(str(site), RULE, (f'row:issued:{number}',), DutyEvent(
            TRIGGERED, begun, at=begun, source=f'row:issued:{number}:0', evidence=str(number)))
        if KEPT[state] is not None:
            done = begun + datetime.timedelta(days=KEPT[state])
            duties.append(duty, DutyEvent(
                SATISFIED, done, at=done, source=f'row:done:{number}', subject=item))
        owed[site, state] += 1


if __name__ == '__main__':
    sys.exit(main())

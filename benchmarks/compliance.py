"""A year of windows of all 150 sites: are the missed ones found, and how long does a look take?

``make compliance`` fills an empty folder with the sites, writes into the ledger what each of them
published in a year, leaves out windows at random, and compares what a look finds with what was
left out.
"""
import datetime
import sys
from functools import partial
from random import Random
from time import process_time

from hanoiportal.base.clock import HANOI, parse
from hanoiportal.base.garbage import never_mind_what_is
from hanoiportal.editorial.windows.interfaces import IWindows
from hanoiportal.editorial.windows.resource import HoursDecision, enter_hours
from hanoiportal.oversight.compliance.interfaces import ICompliance
from hanoiportal.oversight.compliance.measuring import sites_of
from hanoiportal.oversight.compliance.resource import kept_gathered, snapshot_of
from hanoiportal.platform.calendar.interfaces import ICalendars
from hanoiportal.platform.ledger.interfaces import PUBLISHED, ILedger

from .allsites import with_all_sites

NEWS = 'tin-tuc-su-kien'
FIRST, LAST = datetime.date(2025, 12, 1), datetime.date(2026, 11, 26)
#: How many of a hundred windows are missed.
MISSED = 5
#: Seconds of a processor in which a year of all sites is to be reckoned anew.
MOST = 2


def main():
    """Do it in a folder of its own; return 1 if anything else was found than was planted, or to
    reckon the year anew took too long.
    """
    return with_all_sites(_measure)


def _measure(environment):
    planted = environment.in_transaction(lambda: _plant(environment))
    never_mind_what_is()  # as the server that looks does
    compliance = environment.registry.getUtility(ICompliance)
    took = []
    for looked in (None, None, environment.clock.now()):
        environment.in_transaction(partial(_say_looked, environment, looked))
        start = process_time()
        compliance.look(environment)
        took.append(process_time() - start)
    kept = snapshot_of(environment.portal)
    found = {(oid, each.day, each.code) for oid, month in kept.months if oid
             for each in kept.month(oid, month).missed if FIRST <= each.day <= LAST}
    events = environment.registry.getAdapter(environment.portal, ILedger).last()
    print(f'{len(sites_of(environment.portal))} sites, {events} events, {len(planted)} windows '
          f'planted as missed, {len(found)} found; of a processor: the first look, '
          f'which writes all, {took[0]:.2f} s, the first of a day {took[1]:.2f} s, the next '
          f'{took[2]:.2f} s')
    return int(found != planted or max(took) > MOST)


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


if __name__ == '__main__':
    sys.exit(main())

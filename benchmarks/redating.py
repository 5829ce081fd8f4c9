"""A day off is entered while 20,000 deadlines are open: how long does it take to move them?

``make redating`` lets 150 sites owe ``DUTIES``, in a folder of its own, enters a day off that lies
within all terms, and lets the job of the scheduler run.  A step is one transaction: while one is
made, others wait to write at most so long.
"""
import datetime
import os
import sys
from functools import partial
from random import Random
from time import process_time

from hanoiportal.base.clock import ONE_DAY, local
from hanoiportal.base.deadlines.interfaces import OFFICIAL, DayRow
from hanoiportal.oversight.compliance.measuring import sites_of
from hanoiportal.platform.calendar.interfaces import ICalendars
from hanoiportal.platform.calendar.resource import add_row
from hanoiportal.platform.duties.interfaces import REDATED, TRIGGERED, DutyEvent, IDuties
from hanoiportal.platform.duties.redating import redate

from .allsites import with_all_sites

NUMBER = int(os.environ.get('DUTIES', '20000'))
#: Working days within which it is to be done; all of them run when the day off comes.
RULE, LATEST = '13.1.d', 2
#: Seconds of a processor: for all of it, and for a step, while which nobody else can write.
MOST, LONGEST = 10, 1


class Timed:
    """An environment of which each transaction is timed, in seconds of a processor."""

    def __init__(self, environment):
        self._environment, self.steps = environment, []

    def __getattr__(self, name):
        return getattr(self._environment, name)

    def in_transaction(self, step):
        """Do ``step`` in a transaction."""
        start = process_time()
        try:
            return self._environment.in_transaction(step)
        finally:
            self.steps.append(process_time() - start)


def main():
    """Do it in a folder of its own; return 1 if not all were moved, or it or a step took too long.
    """
    return with_all_sites(_measure)


def _measure(environment):
    now, chance = environment.clock.now(), Random(4263)
    for at in range(0, NUMBER, 500):
        environment.in_transaction(partial(
            _owe, environment, range(at, min(at + 500, NUMBER)), now, chance))
    off = _next_workday(environment, local(now).date())
    environment.in_transaction(partial(add_row, environment.portal, DayRow(
        date=off, kind='holiday', name_vi='Ngày nghỉ', name_en='Day off', status=OFFICIAL,
        known_since=local(now).date(), basis='1/QĐ-TTg', origin='benchmark'), 'benchmark', now))
    timed = Timed(environment)
    redate(timed)
    duties = environment.registry.getAdapter(environment.portal, IDuties)
    moved = sum(duty.events[-1].kind == REDATED for duty in duties.open_duties())
    whole, longest = sum(timed.steps), max(timed.steps)
    print(f'{moved} of {NUMBER} open deadlines moved by {off}: {whole:.2f} s of a processor in '
          f'{len(timed.steps)} steps, the longest {longest:.2f} s')
    return int(moved != NUMBER or whole > MOST or longest > LONGEST)


def _owe(environment, numbers, now, chance):
    duties = environment.registry.getAdapter(environment.portal, IDuties)
    sites = sites_of(environment.portal)
    for number in numbers:
        start = now - chance.randrange(24 * LATEST) * datetime.timedelta(hours=1)
        duties.open(str(sites[number % len(sites)].__oid__), RULE, (f'row:issued:{number}',),
                    DutyEvent(TRIGGERED, start, at=start, source=f'row:issued:{number}:0',
                              evidence=f'{number}/QĐ-UBND'))


def _next_workday(environment, day):
    calendar = environment.registry.getUtility(ICalendars)(environment.portal).known_on()
    day += ONE_DAY
    while not calendar.is_workday(day):
        day += ONE_DAY
    return day


if __name__ == '__main__':
    sys.exit(main())

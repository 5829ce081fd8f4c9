"""How many cases a process receives in a second, and how long a list of many takes.

``make cases`` receives 500 cases in an empty folder, each in a durable commit, then fills the
index of one site with 5,000 open and 200,000 closed cases and asks for the first page of its
inbox, a narrowed one and the counts.
"""
import sys
from random import Random
from time import perf_counter, process_time

import transaction
from hanoiportal.base.garbage import never_mind_what_is
from hanoiportal.kernel.security.interactions import get_or_create, interactions_of
from hanoiportal.participation.cases.interfaces import (
    ANSWERED,
    NEW,
    QUESTION,
    TAKEN,
    CaseRow,
    ICases,
    Sender,
    Submission,
)
from hanoiportal.participation.cases.resource import KEY, CaseBook

from .allsites import with_all_sites

RECEIVED, OPEN, CLOSED, LOOKS = 500, 5_000, 200_000, 200


def main():
    """Do it in a folder of its own."""
    with_all_sites(_measure)


def _measure(environment):
    never_mind_what_is()
    site = str(environment.portal['sites']['bavi'].__oid__)
    _receive(environment, site, 50)
    _tell('cases received', RECEIVED, *_timed(lambda: _receive(environment, site, RECEIVED)))
    fill(environment, site, OPEN, CLOSED)
    _look(environment, site)


def _receive(environment, site, number):
    for _ in range(number):
        transaction.begin()
        environment.registry.getAdapter(environment.portal, ICases).receive(Submission(
            QUESTION, site, 'Đường ngập', 'Đường trước nhà tôi ngập. ' * 40,
            sender=Sender('Nguyễn Văn A', 'Số 5', '0900000000', 'a@example.vn')))
        transaction.commit()


def fill(environment, site, still_open, closed):
    """Let the index have rows of ``site`` as after years; there is no case behind them."""
    chance = Random(1)
    for at in range(0, still_open + closed, 10_000):
        transaction.begin()
        index = get_or_create(interactions_of(environment.portal), KEY, CaseBook).index
        for number in range(at, min(at + 10_000, still_open + closed)):
            is_open, moment = number < still_open, 1.7e9 + chance.random() * 1e8
            index.put(CaseRow(
                10_000_000 + number, QUESTION,
                chance.choice((NEW, TAKEN)) if is_open else ANSWERED, site,
                moment, moment - 1e6, 0.0 if is_open else moment, chance.choice(('a', 'b')),
                '', 'web', chance.choice(('', 'u1', 'u2')), ''))
        transaction.commit()


def _look(environment, site):
    transaction.begin()
    cases = environment.registry.getAdapter(environment.portal, ICases)
    for what, look in (
            ('first page of the inbox', lambda: cases.inbox(site)),
            ('page of a field', lambda: cases.inbox(site, field='a')),
            ('first page of closed ones', lambda: cases.inbox(site, states=(ANSWERED,))),
            ('counts', lambda: cases.counts(site))):
        look()
        _tell(what, LOOKS, *_timed(lambda look=look: [look() for _ in range(LOOKS)]))


def _timed(work):
    """Return seconds on the clock and of the processor that ``work()`` takes."""
    began, busy = perf_counter(), process_time()
    work()
    return perf_counter() - began, process_time() - busy


def _tell(what, number, seconds, busy):
    sys.stdout.write(f'{what}: {number / seconds:.0f}/s, {busy / number * 1000:.2f} ms of the '
                     'processor each\n')


if __name__ == '__main__':
    sys.exit(main())

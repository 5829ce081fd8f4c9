"""A flood of forms: ``make flood`` lets 50 networks send 10,000 within a minute to a portal in a
process of its own, and says what readers and honest senders notice of it.

Each network is an address of this machine (127.0.1.1 and on).  A form is filled in at once, sent
at once, and again whenever the page says so.  Honest senders of the same networks come one after
another, read first, and do as the page says.  Readers ask for public pages; how long an answer
took is counted from the moment at which it was due.  A form is sent before all that, for a portal
in service has taken forms since long.
"""
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from threading import Lock
from typing import NamedTuple
from urllib.parse import quote

from hanoiportal.kernel.security.admission import READ
from hanoiportal.participation.cases.interfaces import ICases
from hanoiportal.shells.commands.environment import opened
from servers.portal import run_inline, serving

from .bench.serving import cpu
from .bench.table import Row, at_most
from .commands import size_asked, verdict
from .formsenders import FORM, Form, asked, asking
from .scale.asking import spread

#: What readers ask for.
PAGES = ('/', '/gui-cau-hoi', '/gui/cau-hoi', '/search?q=giấy+phép', '/thoi-han')
#: Connections of the flood that are open at once; pages a second that readers ask for.
OPEN, READING = 100, 20
#: Seconds at most from the first page to the receipt of an honest sender.
PATIENCE = 300


class Size(NamedTuple):
    """``forms`` of ``networks`` in ``seconds``, and so many ``honest`` senders among them."""

    forms: int = 10_000
    networks: int = 50
    seconds: int = 60
    honest: int = 25


@dataclass
class Seen:
    """What the world has seen.  ``took``: milliseconds of readers by whether there was a flood.

    ``honest``: seconds of each from the first page to the receipt.  ``wrong``: sentences.
    ``busy``: seconds of the processor that the portal took during the flood.
    """

    took: dict[bool, list[float]] = field(default_factory=lambda: {False: [], True: []})
    flood: Counter = field(default_factory=Counter)
    honest: list[float] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    busy: float = 0.0


class Flood:
    """Lets forms come to ``portal`` as ``size`` says, whatever it answers."""

    def __init__(self, portal, size, seen):
        self._portal, self._size, self._seen = portal, size, seen
        self._due, self._order, self._there = [], count(), Lock()

    def play(self):
        """Return when its time is over; nothing is sent after that."""
        began, size = time.monotonic(), self._size
        self._end = began + size.seconds
        for number in range(size.forms):
            self._put(began + number * size.seconds / size.forms,
                      Form(_address(number % size.networks), asking(number)))
        with ThreadPoolExecutor(OPEN) as pool:
            for each in [pool.submit(self._send) for _ in range(OPEN)]:
                each.result()

    def _put(self, due, form):
        heappush(self._due, (due, next(self._order), form))

    def _send(self):
        while (taken := self._taken()) is not None:
            due, form = taken
            time.sleep(max(0, due - time.monotonic()))
            status, wait = form.step(self._portal)
            with self._there:
                self._note(form, status, wait)

    def _taken(self):
        while time.monotonic() < self._end:
            with self._there:
                if self._due and self._due[0][0] < self._end:
                    due, _order, form = heappop(self._due)
                    return due, form
            time.sleep(.05)
        return None

    def _note(self, form, status, wait):
        self._seen.flood[f'answers {status}'] += 1
        if status != 200:
            self._seen.wrong.append(f'a form of {form.network} got {status}')
        elif wait is not None:
            self._seen.flood['told to wait'] += wait > 0
            self._put(time.monotonic() + wait, form)
        elif form.code:
            self._seen.codes.add(form.code)


def send_honestly(portal, seen, form, after=0):
    """Fill in ``form`` after so many seconds, read, send, wait as told; note what became of it."""
    time.sleep(after)
    began = time.monotonic()
    for path in (FORM, f'{FORM}/viet?linh-vuc=khac'):
        asked(portal, form.network, path)
    while time.monotonic() - began < PATIENCE:
        status, wait = form.step(portal)
        if status != 200:
            seen.wrong.append(f'an honest sender of {form.network} got {status}')
            return
        if form.code:
            seen.codes.add(form.code)
            seen.honest.append(time.monotonic() - began)
            return
        time.sleep(wait)
    seen.wrong.append(f'an honest sender of {form.network} has no receipt after {PATIENCE} s')


def read_pages(portal, seen, seconds, flooded):
    """Let readers ask for pages for so many ``seconds``."""
    began = time.monotonic()

    def read(number):
        due = began + number / READING
        time.sleep(max(0, due - time.monotonic()))
        path = quote(PAGES[number % len(PAGES)], '/?=')
        status, _page = asked(portal, f'127.0.2.{number % 200 + 1}', path)
        seen.took[flooded].append(1000 * (time.monotonic() - due))
        if status != 200:
            seen.wrong.append(f'a reader of {path} got {status}')

    with ThreadPoolExecutor(16) as pool:
        for each in [pool.submit(read, number) for number in range(int(seconds * READING))]:
            each.result()


def played(portal, size):
    """Return the ``Seen`` of a flood of ``size`` that comes to ``portal``."""
    seen = Seen()
    read_pages(portal, seen, 2, False)
    seen.took[False].clear()
    send_honestly(portal, Seen(), Form(_address(size.networks), asking('đầu tiên'), READ + 2))
    read_pages(portal, seen, size.seconds / 3, False)
    with ProcessPoolExecutor(1, get_context('fork')) as beside:
        sending = beside.submit(send_forms, portal, size)
        read_pages(portal, seen, size.seconds, True)
        sent = sending.result()
    return replace(sent, took=seen.took, wrong=[*seen.wrong, *sent.wrong])


def send_forms(portal, size):
    """Return the ``Seen`` of all who send; in a process of its own, lest readers wait for it."""
    seen = Seen()
    with ThreadPoolExecutor(size.honest + 1) as pool:
        honest = [pool.submit(
            send_honestly, portal, seen, Form(
                _address(number % size.networks), asking(f'thật {number}'), READ + 2,
                number % 2 == 0), number * size.seconds / 2 / size.honest)
            for number in range(size.honest)]
        before = cpu(portal.pid)
        Flood(portal, size, seen).play()
        seen.busy = cpu(portal.pid) - before
        for each in honest:
            each.result()
    return seen


def measured(var, size, settings=()):
    """Return the ``Seen`` of a flood of ``size`` that comes to the portal in ``var``."""
    with serving(var, settings) as portal:
        seen = played(portal, size)
    with opened(str(portal.ini), str(var)) as environment:
        cases = environment.registry.getAdapter(environment.portal, ICases)
        kept = sum(cases.counts(str(environment.portal.__oid__)).values())
    if kept < len(seen.codes):
        seen.wrong.append(f'{len(seen.codes)} receipts, {kept} cases')
    return seen


def rows(seen, size):
    """Return the table of what was ``seen``."""
    before, during = (spread(seen.took[flooded])[1] for flooded in (False, True))
    return [
        Row('the flood', ', '.join(f'{number:,} {what}' for what, number in seen.flood.items())),
        Row('processor of the portal, of one core', f'{100 * seen.busy / size.seconds:.0f} %'),
        Row('readers, 95th percentile', f'{before:.1f} ms before, {during:.1f} ms during it'),
        at_most('the same, how many times', during / before, 2, ''),
        at_most('readers, forms and honest senders refused', len(seen.wrong), 0, ''),
        Row(f'{len(seen.honest)} of {size.honest} honest senders of its networks have receipts',
            f'{min(seen.honest):.0f} to {max(seen.honest):.0f} s' if seen.honest else '')]


def _address(number):
    """Return the address of the network ``number``."""
    return f'127.0.1.{number + 1}'


def main(argv=None):
    """Measure and print the table; 1 if a gate is missed."""
    size = size_asked('flood', __doc__, Size(), argv)
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder)
        run_inline(var, 'seed')
        seen = measured(var, size)
    return verdict(rows(seen, size), seen.wrong)


if __name__ == '__main__':
    sys.exit(main())

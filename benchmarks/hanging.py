"""Publishing while ten connections are on whose systems take the message and never answer.

``make hanging`` publishes by turns with the connections on, and being served, and with all of them
off, in pairs whose order is drawn.  It tells how much more CPU and how much more time a
publication takes by the median of the pairs, and goes on until the bounds of each median are on
one side of the gate.  It looks after every pair: a true median at the gate itself is said to be
below it one time in ten, not one in forty.

The gate is of the time.  Where others wait for the processors it tells the time and does not judge
it, since who delivers waits in the same line: the CPU is judged, the gate is not proved, and it
returns 2.  This rule was made after the time had been 1.20 at a load of 20.
"""
import math
import os
import random
import socket
import sys
import tempfile
from pathlib import Path
from statistics import mean, median
from time import monotonic, perf_counter, thread_time

import transaction
from hanoiportal import main as portal
from hanoiportal.base.garbage import never_mind_what_is
from hanoiportal.integration.deliveries.interfaces import ICourier
from hanoiportal.integration.deliveries.services import Deliveries
from hanoiportal.integration.webhooks import receiver
from hanoiportal.kernel.storage import retry
from hanoiportal.kernel.tree.events import send
from hanoiportal.platform.http.interfaces import IHttp
from hanoiportal.platform.http.services import Http
from hanoiportal.platform.scheduling.interfaces import IJob, IOpening
from hanoiportal.shells.commands.environment import working
from support.application import CarryingIn, fill, settings

#: Pairs at the least and at the most; seconds of publishing in each half.
CONNECTIONS, PAIRS, MOST, SECONDS = 10, 24, 150, 0.8
#: What it must reach, and how sure each look at it is.
GATE, SURE = 1.05, 0.95


def main():
    """Do it in a folder of its own; return 1 if the gate is missed, 2 if nothing is proved."""
    with tempfile.TemporaryDirectory() as folder, socket.create_server(
            ('127.0.0.1', 0), backlog=500) as hanging:
        application = portal({}, **settings(Path(folder)))
        with working(application.registry) as environment:
            fill(environment)
            transaction.commit()
            return Measuring(environment, hanging.getsockname()[1]).measure()


class Measuring:
    """``port``: of the system that hangs."""

    def __init__(self, environment, port):
        self._environment, self._registry = environment, environment.registry
        self._registry.registerUtility(Http('https://hanoi.test', private=True), IHttp)
        self._service = Deliveries(self._registry, lambda *_asked: True, send(self._registry))
        self._publishing, self._made = CarryingIn(environment.publishing), 0
        for number in range(CONNECTIONS):
            self._service.add(environment.portal, 'webhook', f'Hệ thống {number}', {
                'address': f'http://127.0.0.1:{port}/nhan'}, 'test')
        transaction.commit()
        receiver.SECONDS = 2  # so long is each of them waited for

    def measure(self):
        """Print what was found."""
        chance, pairs = random.Random(1), []
        for is_on in (True, False):
            self._publish(is_on)
        never_mind_what_is()
        while len(pairs) < PAIRS or len(pairs) < MOST and not all(
                is_decided(ratios(each)) for each in judged(pairs)):
            order = [True, False]
            chance.shuffle(order)
            took = {is_on: self._publish(is_on) for is_on in order}
            pairs.append((took[True], took[False]))
        self._registry.getUtility(ICourier).wait(60)
        transaction.begin()
        waiting = sum(each.waiting for each in self._service.connections(
            self._environment.portal))
        found = dict(zip(('CPU', 'time'), map(ratios, pairs_of(pairs)), strict=True))
        for name, each in found.items():
            low, high = bounds(each)
            print(f'with {CONNECTIONS} connections whose systems hang: {median(each):.3f} of the '
                  f'{name} without, in {len(each)} pairs of {SECONDS} s '
                  f'({low:.3f} to {high:.3f}, by this look {SURE:.0%} sure)')
        is_quiet = machine_is_quiet()
        print(f'{waiting} deliveries wait; load {os.getloadavg()[2]:.1f}' + (
            '' if is_quiet else ': the time is not judged, and the gate not proved'))
        found = [ratios(each) for each in judged(pairs)]
        if any(median(each) > GATE for each in found) or not waiting:
            return 1
        return 0 if is_quiet and all(map(is_decided, found)) else 2

    def _publish(self, is_on):
        """Return the seconds of CPU, and of the clock, that a publication takes this thread: the
        mean, and the median, for what others do at the machine hurts the clock alone.
        """
        portal, courier = self._environment.portal, self._registry.getUtility(ICourier)

        def switch():
            for each in self._service.connections(portal):
                self._service.switch(portal, each.number, is_on, 'test')

        retry.run(transaction.manager, switch)  # who delivers writes there, too
        if is_on:
            with self._registry.getUtility(IOpening)('deliveries') as opened:
                self._registry.getUtility(IJob, name='deliveries').run(opened)
        else:
            courier.wait(60)
        section, used, took = portal['tin-tuc-su-kien'], [], []
        end = monotonic() + SECONDS
        while monotonic() < end:
            self._made += 1
            item = self._environment.editing.add(section, f'tin-{self._made}', 'NewsItem', {
                'title': f'Tin {self._made}', 'body': '<p>A</p>'}, 'test')
            transaction.commit()
            start, began = perf_counter(), thread_time()
            self._publishing.publish(item, 'test')
            transaction.commit()
            used.append(thread_time() - began)
            took.append(perf_counter() - start)
        return mean(used), median(took)


def pairs_of(pairs):
    """Return ``pairs`` of CPU, and those of time: ``[(with, without), …]`` each."""
    return [[(on[at], off[at]) for on, off in pairs] for at in (0, 1)]


def judged(pairs):
    """Return what of ``pairs_of`` is held against the gate."""
    return pairs_of(pairs)[:2 if machine_is_quiet() else 1]


def machine_is_quiet():
    """Return whether fewer have run in the last 15 minutes than there are processors."""
    return os.getloadavg()[2] < os.cpu_count()


def ratios(pairs):
    """Return the sorted ratios of ``pairs``."""
    return sorted(on / off for on, off in pairs)


def bounds(found):
    """Return between which of the sorted ``found`` the median lies, ``SURE`` (binomial)."""
    number, rest, each = len(found), 0.0, 0
    while each < number / 2:
        rest += math.comb(number, each) / 2 ** number
        if 2 * rest > 1 - SURE:
            break
        each += 1
    return found[max(each - 1, 0)], found[min(number - each, number - 1)]


def is_decided(found):
    """Return whether it is sure on which side of the gate the median is."""
    low, high = bounds(found)
    return high <= GATE or low > GATE


if __name__ == '__main__':
    sys.exit(main())

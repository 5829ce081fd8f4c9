"""Deliveries under ``kill -9``: of who delivers, and of who receives.

``make deliverykills ARGS='300 1'`` kills 300 times, at instants drawn from seed 1, a process that
publishes, corrects, withdraws and delivers, and every third time the receiver, a real server in a
process of its own that keeps its copy in a file.  In the end the copy is equal to what is public,
and nothing has been applied twice.  ``casekills`` tells how the children are killed.
"""
import argparse
import json
import math
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import transaction
from hanoiportal.base.interfaces import IClock
from hanoiportal.integration.deliveries import sending
from hanoiportal.integration.deliveries.interfaces import ACCEPTED, Receipt
from hanoiportal.integration.deliveries.jobs import deliver
from hanoiportal.integration.deliveries.noting import note
from hanoiportal.integration.deliveries.resource import book_of
from hanoiportal.integration.deliveries.services import Deliveries
from hanoiportal.kernel.tree.events import ObjectPublished, send
from hanoiportal.platform.http.interfaces import IHttp
from hanoiportal.platform.http.services import Http

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.application import CarryingIn

from servers.casekills import Clock, Killing, prepare
from servers.process import free_port, listens, until
from servers.receiver import Receiver

#: Longest time that a child works before it is killed, seconds of CPU; seconds that pass between
#: two children, so that leases and rests are over; every which kill is one of the receiver, too.
LONGEST, STEP, RECEIVER_TOO = .4, 4000, 3
#: What may be planted: a delivery is noted before it is sent; a try has a key of its own.
FAULTS = ('early', 'rekeyed')
_SECTION = 'tin-tuc-su-kien'


class Journal(Receiver):
    """A receiver whose copy is a file of what it applied, which outlives it."""

    tolerance = math.inf  # each child that sends has another clock

    def __init__(self, port, path, secret):
        self._path = path
        super().__init__(port)
        self.secret = secret
        if path.exists():
            self.keys = [json.loads(line)['key'] for line in path.read_text().splitlines()]

    def _keep(self, key, message):
        handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(handle, (json.dumps({'key': key, **message}) + '\n').encode())
        os.close(handle)
        self.keys.append(key)


class DeliveryKilling(Killing):
    """See ``Killing``."""

    def __init__(self, folder, content, fault=''):
        self._port, self._journal = free_port(), folder / 'journal'
        self._secret, self._receiving = folder / 'webhook', 0
        super().__init__(folder, content)
        self._fault = fault
        self._begin_receiver()

    def kill(self, chance):
        """Kill a child that delivers, and sometimes the receiver while it works."""
        if not self._kills % RECEIVER_TOO:
            other = os.fork()
            if not other:
                time.sleep(chance.random() * LONGEST)
                os.kill(self._receiving, signal.SIGKILL)
                os._exit(0)
            super().kill(chance)
            os.waitpid(other, 0)
            os.waitpid(self._receiving, 0)
            self._begin_receiver()
        else:
            super().kill(chance)

    def close(self):
        """End the receiver."""
        os.kill(self._receiving, signal.SIGKILL)
        os.waitpid(self._receiving, 0)

    def _begin_receiver(self):
        self._receiving = os.fork()
        if not self._receiving:
            with suppress(BaseException):
                Journal(self._port, self._journal, self._secret.read_text()).serve_forever(.01)
            os._exit(0)
        until(lambda: listens(self._port))

    @contextmanager
    def _opened(self):
        with super()._opened() as environment:
            registry, at = environment.registry, f'127.0.0.1:{self._port}'
            registry.registerUtility(Http('https://hanoi.test', inside=[at]), IHttp)
            registry.registerUtility(Clock(self._kills * STEP), IClock)
            yield environment

    def _found(self, environment):
        service = Deliveries(environment.registry, lambda *_asked: True,
                             send(environment.registry))
        made, secrets = service.add(environment.portal, 'webhook', 'Đối tác', {
            'address': f'http://127.0.0.1:{self._port}/nhan'}, 'test')
        service.switch(environment.portal, made.number, True, 'test')
        transaction.commit()
        self._secret.write_text(secrets['secret'])

    def _work(self, seed, after, environment):
        if self._fault:
            _plant(self._fault)
        work = Work(environment, random.Random(seed))
        signal.setitimer(signal.ITIMER_PROF, .02 + after / .25 * LONGEST)
        while True:
            work.step()
            deliver(environment.registry)

    def _settle(self, environment):
        portal, registry = environment.portal, environment.registry
        service = Deliveries(registry, lambda *_asked: True, send(registry))
        for turn in range(60):
            registry.registerUtility(Clock(self._kills * STEP + (1 + turn) * 7200), IClock)
            deliver(registry)
            transaction.begin()
            connection = book_of(portal).connections[1]
            if connection.dead:
                service.replay(portal, 1, None, 'test')
                transaction.commit()
            elif not connection.waiting and not connection.walks:
                return
        self.shown.tell('wrong', 'something waits on')

    def _look(self, environment):
        transaction.begin()
        wanted = {str(each.__oid__): each.title for each in _items(environment.portal)
                  if each.is_public}
        applied = [json.loads(line) for line in self._journal.read_text().splitlines()]
        copy = {}
        for each in applied:
            copy[each['data']['id']] = each['data'].get('title')
        copy = {item: title for item, title in copy.items() if title is not None}
        if copy != wanted:
            self.shown.tell('wrong', f'{len(copy)} items there, {len(wanted)} here are not equal')
        told = Counter((each['type'], each['data']['id'], each['data']['number'])
                       for each in applied)
        for change, number in told.items():
            if number > 1:
                self.shown.tell('wrong', f'{change} was applied {number} times')
        self.shown.tell('counted', self._kills, 'kills', len(applied), 'applied', len(wanted),
                        'public')


def _items(portal):
    return [each for each in portal[_SECTION].values() if each.__name__.startswith('tin-')]


class Work:
    """What happens at random, by ``chance``."""

    def __init__(self, environment, chance):
        self._environment, self._chance = environment, chance
        self._publishing = CarryingIn(environment.publishing)

    def step(self):
        """Do one thing, in a transaction."""
        transaction.begin()
        public = [each for each in _items(self._environment.portal) if each.is_public]
        act = self._chance.choice(['publish', 'publish', 'correct', 'correct', 'withdraw'])
        if act == 'publish' or not public:
            self._publish()
        else:
            item = self._chance.choice(public)
            if act == 'withdraw':
                self._publishing.withdraw(item, 'test')
            else:
                item.title = f'{item.title[:80]}{self._chance.randrange(10)}'
                send(self._environment.registry)(ObjectPublished(item))
        transaction.commit()

    def _publish(self):
        environment = self._environment
        section = environment.portal[_SECTION]
        item = environment.editing.add(section, f'tin-{len(section)}', 'NewsItem', {
            'title': f'Tin {len(section)}', 'body': '<p>A</p>'}, 'test')
        self._publishing.publish(item, 'test')


def _plant(fault):
    """Let who delivers be wrong, in the child that is to be killed."""
    real = sending._sent

    def late(environment, work):
        receipt = real(environment, work)
        _linger()
        return receipt

    def early(environment, work):
        environment.in_transaction(partial(
            note, environment, work.delivery.connection, work.sequence, work.leased,
            Receipt(ACCEPTED, 204), 0, random.Random(1)))
        _linger()
        return real(environment, work)

    sending._sent = early
    if fault == 'rekeyed':
        sending._sent = late
        sending._key = lambda waiting, _kind: f'{waiting.key}.{os.getpid()}'


def _linger():
    """Wait for the kill here, so that it needs no luck to find this place on a slow machine."""
    end = time.process_time() + 2 * LONGEST
    while time.process_time() < end:
        pass


def run(folder, content, kills, seed, fault=''):
    """Return what is wrong after so many ``kills``, and the lines that were shown."""
    killing, chance = DeliveryKilling(folder, content, fault), random.Random(seed)
    try:
        for _ in range(kills):
            killing.kill(chance)
        return killing.wrong(), killing.shown.lines()
    finally:
        killing.close()


def play(words):
    """Kill at so many instants from a seed; print what was found."""
    parser = argparse.ArgumentParser(prog='deliverykills', description=__doc__.splitlines()[0])
    parser.add_argument('kills', type=int, nargs='?', default=300)
    parser.add_argument('seed', type=int, nargs='?', default=1)
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / 'first').mkdir()
        (folder / 'portal').mkdir()
        began = time.monotonic()
        prepare(folder / 'first')
        wrong, shown = run(folder / 'portal', folder / 'first', options.kills, options.seed)
    sys.stdout.write(''.join(f'{line}\n' for line in wrong) + (
        f'{" ".join(shown[-1])} in {time.monotonic() - began:.0f} s; '
        f'{len(wrong)} things are wrong\n'))
    return bool(wrong)


if __name__ == '__main__':
    sys.exit(play(sys.argv[1:]))

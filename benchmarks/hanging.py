"""Publishing while ten connections are on whose systems take the message and never answer.

``make hanging`` publishes by turns with the connections on, and being served, and with all of them
off, in pairs whose order is drawn, and tells the median of how much more CPU the first takes.
"""
import random
import socket
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import thread_time

import transaction
from hanoiportal import main as portal
from hanoiportal.base.garbage import never_mind_what_is
from hanoiportal.integration.deliveries.interfaces import ICourier
from hanoiportal.integration.deliveries.services import Deliveries
from hanoiportal.integration.webhooks import receiver
from hanoiportal.kernel.tree.events import send
from hanoiportal.platform.http.interfaces import IHttp
from hanoiportal.platform.http.services import Http
from hanoiportal.platform.scheduling.interfaces import IJob, IOpening
from hanoiportal.shells.commands.environment import working
from support.application import CarryingIn, fill, settings

CONNECTIONS, PAIRS, ITEMS = 10, 24, 8
#: What it must reach.
GATE = 1.05


def main():
    """Do it in a folder of its own; return 1 if the gate is missed."""
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
        chance, ratios = random.Random(1), []
        for is_on in (True, False):
            self._publish(is_on)
        never_mind_what_is()
        for _pair in range(PAIRS):
            order = [True, False]
            chance.shuffle(order)
            took = {is_on: self._publish(is_on) for is_on in order}
            ratios.append(took[True] / took[False])
        self._registry.getUtility(ICourier).wait(60)
        transaction.begin()
        waiting = sum(each.waiting for each in self._service.connections(
            self._environment.portal))
        print(f'with {CONNECTIONS} connections whose systems hang: {median(ratios):.3f} of the '
              f'CPU without, in {PAIRS} pairs of {ITEMS} '
              f'({min(ratios):.2f} to {max(ratios):.2f}); {waiting} deliveries wait')
        return int(median(ratios) > GATE or not waiting)

    def _publish(self, is_on):
        """Return the seconds of CPU that some publications take this thread."""
        portal, courier = self._environment.portal, self._registry.getUtility(ICourier)
        transaction.begin()
        for each in self._service.connections(portal):
            self._service.switch(portal, each.number, is_on, 'test')
        transaction.commit()
        if is_on:
            with self._registry.getUtility(IOpening)('deliveries') as opened:
                self._registry.getUtility(IJob, name='deliveries').run(opened)
        else:
            courier.wait(60)
        section, took = portal['tin-tuc-su-kien'], 0.0
        for _item in range(ITEMS):
            self._made += 1
            item = self._environment.editing.add(section, f'tin-{self._made}', 'NewsItem', {
                'title': f'Tin {self._made}', 'body': '<p>A</p>'}, 'test')
            transaction.commit()
            start = thread_time()
            self._publishing.publish(item, 'test')
            transaction.commit()
            took += thread_time() - start
        return took


if __name__ == '__main__':
    sys.exit(main())

"""A portal that tells a real receiver what is public."""
import random

import pytest
import transaction
from hanoiportal.integration.deliveries import sending
from hanoiportal.integration.deliveries.interfaces import ACCEPTED
from hanoiportal.integration.deliveries.jobs import deliver
from hanoiportal.integration.deliveries.resource import book_of
from hanoiportal.integration.deliveries.services import Deliveries
from hanoiportal.kernel.tree.events import send
from hanoiportal.platform.http.interfaces import IHttp
from hanoiportal.platform.http.services import Http

WEBHOOK = 'webhook'


class Delivering:
    """``registry``, ``portal``: of the test.  ``number``: of the connection to ``receiver``."""

    def __init__(self, registry, portal, receiver, clock):
        self.registry, self.portal, self.receiver = registry, portal, receiver
        self.clock = clock
        self.service = Deliveries(registry, lambda _permission, _place: True, send(registry))
        self.number = 0

    def connect(self, site=None, **settings):
        """Set a connection to the receiver up at ``site``, the city if missing."""
        made, secrets = self.turn_on(
            WEBHOOK, 'Đối tác', {'address': self.receiver.at + '/nhan', **settings}, site)
        self.receiver.secret = secrets['secret']
        return made

    def turn_on(self, receiver, title, given, site=None):
        """Set a connection to the ``receiver`` of that name up; return it and its secrets."""
        self.site = site if site is not None else self.portal
        made, secrets = self.service.add(self.site, receiver, title, given, 'test')
        self.number = made.number
        self.service.switch(self.site, made.number, True, 'test')
        transaction.commit()
        return made, secrets

    def look(self, **later):
        """Let time pass, then deliver once; return how many tries were made."""
        self.clock.pass_(**later)
        tries = deliver(self.registry)
        transaction.begin()
        return tries

    def until_still(self, rounds=60, **step):
        """Deliver, letting time pass, until nothing waits."""
        for _round in range(rounds):
            self.look(**(step or {'hours': 1}))
            if not self.kept.waiting and not self.kept.walks:
                return
        raise AssertionError('something waits on')

    def befall(self, begin, end, told):
        """Have all sent again: from ``begin()`` to ``end()`` nothing arrives, then all does.

        Returns the outcome of the first try.
        """
        place = self.site, self.number
        self.service.send_all(*place, 'test')
        transaction.commit()
        arrived = self.state.arrived
        begin()
        tries = self.look(hours=5)
        assert tries >= 1 and self.state.arrived == arrived, told
        outcomes = self.outcomes()[:tries]
        assert ACCEPTED not in outcomes, told
        assert 'Bearer' not in repr(self.service.tries(*place)), told
        end()
        self.service.switch(*place, True, 'test')
        self.service.replay(*place, None, 'test')
        transaction.commit()
        self.until_still(hours=5)
        assert self.state.arrived > arrived, told
        assert not self.kept.dead and self.state.state == 'well', told
        return outcomes[-1]

    @property
    def kept(self):
        """The connection as it is stored."""
        transaction.begin()
        return book_of(self.portal).connections[self.number]

    @property
    def state(self):
        """The connection as people see it."""
        transaction.begin()
        return self.service.connection(self.site, self.number)

    def outcomes(self):
        """The outcomes of the tries, the latest first."""
        transaction.begin()
        return [each.outcome for each in self.service.tries(self.site, self.number)]


@pytest.fixture
def delivering(registry, small_portal, receiver, clock, monkeypatch):
    """A ``Delivering``; its machine may be inside the network."""
    monkeypatch.setattr(sending, '_CHANCE', random.Random(1))
    registry.registerUtility(Http('https://hanoi.test', private=True), IHttp)
    receiver.now = lambda: clock.now().timestamp()
    return Delivering(registry, small_portal, receiver, clock)

"""A partner of a site in a demonstration: what it was told, and what it refused."""
from __future__ import annotations

from collections.abc import Sequence

from zope.interface import implementer

from .....integration.deliveries.interfaces import ICourier, IDeliveries
from .....platform.http.interfaces import HttpAnswer, IHttp
from .....platform.scheduling.interfaces import IJob
from ...environment import Environment
from ..desk import request_of

_SECTION = 'tin-tuc-su-kien'
_TITLE, _OPERATOR = 'Báo điện tử đối tác (minh họa)', 'vanhanh'
#: The receiver; where it is, so that nobody is told anything; seconds for telling it.
_WEBHOOK, _PATIENCE = 'webhook', 120
_ADDRESS = 'https://doi-tac.minh-hoa.example/nhan'
#: Statuses of its answers, in turn.
_ANSWERS = (204, b''), (204, b''), (422, b''), (204, b'')


@implementer(IHttp)
class Partner:
    """A partner, in place of the client that would ask it.

    ``answers``: statuses and bodies of its answers, in turn.
    """

    def __init__(self, answers: Sequence[tuple[int, bytes]]) -> None:
        self._answers, self._asked = answers, 0

    def send(self, address: str, *_sent: object, **_how: object) -> HttpAnswer:
        """Take a message."""
        self._asked += 1
        status, body = self._answers[self._asked % len(self._answers)]
        return HttpAnswer(status, {}, body, address)


def tell(environment: Environment, labels: list[str]) -> None:
    """Let a partner of the first of the sites ``labels`` be told of its news, once."""
    if not labels:
        return
    site = environment.portal['sites'][labels[0]]
    person = request_of(environment, _OPERATOR)
    service: IDeliveries = person.service(IDeliveries)
    actor = person.authenticated_userid

    def begin() -> int:
        made, _secrets = service.add(
            site, _WEBHOOK, _TITLE, {'address': _ADDRESS, 'sections': _SECTION}, actor)
        service.switch(site, made.number, True, actor)
        service.send_all(site, made.number, actor)
        return made.number

    number = environment.in_transaction(begin)
    deliver(environment, Partner(_ANSWERS))
    environment.in_transaction(lambda: service.switch(site, number, False, actor))


def deliver(environment: Environment, partner: Partner) -> None:
    """Let what is connected be told now, and ``partner`` answer."""
    registry = environment.registry
    kept = registry.getUtility(IHttp)
    registry.registerUtility(partner, IHttp)
    try:
        registry.getUtility(IJob, name='deliveries').run(environment)
        registry.getUtility(ICourier).wait(_PATIENCE)
    finally:
        registry.registerUtility(kept, IHttp)

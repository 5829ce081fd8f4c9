"""A partner of a site in a demonstration: what it was told, and what it refused."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

from zope.interface import implementer

from .....base.interfaces import ISite
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
    connect_once(environment, environment.portal['sites'][labels[0]], _WEBHOOK, _TITLE, {
        'address': _ADDRESS, 'sections': _SECTION}, Partner(_ANSWERS), is_all=True)


def connect_once(environment: Environment, site: ISite, receiver: str, title: str,
                 given: Mapping[str, str], partner: Partner, is_all: bool = False) -> None:
    """Connect ``site`` with ``partner``, let it be told once, and turn the connection off.

    ``is_all``: it is told of all that is public.
    """
    person = request_of(environment, _OPERATOR)
    service: IDeliveries = person.service(IDeliveries)
    actor = person.authenticated_userid

    def begin() -> int:
        made, _secrets = service.add(site, receiver, title, given, actor)
        service.switch(site, made.number, True, actor)
        if is_all:
            service.send_all(site, made.number, actor)
        return made.number

    number = environment.in_transaction(begin)
    _deliver(environment, partner)
    environment.in_transaction(lambda: service.switch(site, number, False, actor))


def _deliver(environment: Environment, partner: Partner) -> None:
    """Let what is connected be told now, and ``partner`` answer."""
    registry = environment.registry
    kept = registry.getUtility(IHttp)
    registry.registerUtility(partner, IHttp)
    try:
        registry.getUtility(IJob, name='deliveries').run(environment)
        registry.getUtility(ICourier).wait(_PATIENCE)
    finally:
        registry.registerUtility(kept, IHttp)

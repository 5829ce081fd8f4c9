"""The job: it lets a thread of its own read the changes and send what is due.

Other systems answer when they like.  The thread of the scheduler, which publishes texts at their
time, waits for none of them.
"""
from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.settings import ISettings
from ...platform.scheduling.interfaces import IEnvironment, IOpening
from .figures import measure
from .following import follow
from .interfaces import ICourier
from .resource import book_of
from .sending import ready, send_due

log = logging.getLogger(__name__)

#: Seconds between two looks; connections that are served at once; seconds for one of them before
#: it is the turn of another.
EVERY, AT_ONCE, TURN = 2, 4, 30
_NAME = 'deliveries'


@implementer(ICourier)
class Courier:
    """Delivers in a thread of its own, one at a time."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None

    def start(self, registry: Registry) -> None:
        """Begin to deliver, unless that is being done."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(
                target=self._run, args=(registry,), name=_NAME, daemon=True)
            self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Return whether nothing is being delivered, after ``seconds`` at the latest."""
        if self._thread is not None:
            self._thread.join(seconds)
        return self._thread is None or not self._thread.is_alive()

    def _run(self, registry: Registry) -> None:
        try:
            deliver(registry)
        except Exception:
            log.exception('deliveries wait for the next look')


def drive(environment: IEnvironment) -> None:
    """Job: let the courier deliver, if anything is connected.  Nothing after a restore before
    ``bin/portal reconcile``.
    """
    if environment.registry.getUtility(ISettings).restored_mark.exists():
        return
    if environment.in_transaction(lambda: any(
            each.is_on or each.queues.get('')
            for each in book_of(environment.portal).connections.values())):
        environment.registry.getUtility(ICourier).start(environment.registry)


def deliver(registry: Registry) -> int:
    """Read the changes and send what is due; return how many tries were made."""
    opening = registry.getUtility(IOpening)
    with opening(_NAME) as environment:
        follow(environment)
        measure(environment)
        numbers = environment.in_transaction(partial(ready, environment))
    if not numbers:
        return 0
    with ThreadPoolExecutor(min(AT_ONCE, len(numbers)), _NAME) as pool:
        return sum(pool.map(partial(_serve, registry), numbers))


def _serve(registry: Registry, number: int) -> int:
    """Send what is due of one connection; what goes wrong concerns no other."""
    try:
        with registry.getUtility(IOpening)(_NAME) as environment:
            return send_due(environment, number, TURN)
    except Exception:
        log.exception('connection %s', number)
        return 0

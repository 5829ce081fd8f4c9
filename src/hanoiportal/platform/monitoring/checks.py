"""The checks of this process, each asked at most once in a while however many want to know."""
import logging
from threading import Lock
from time import monotonic

from zope.interface import implementer

from ...kernel.storage import snapshot
from ...kernel.storage.databases import portal_as_known
from .interfaces import IChecks

log = logging.getLogger(__name__)

#: Seconds for which an answer is good.
FRESH = 2


@implementer(IChecks)
class Checks:
    """See ``IChecks``."""

    def __init__(self, clock=monotonic):
        self._checks = {}
        self._clock = clock
        self._answers = {}
        self._lock = Lock()

    def add(self, name, check, ready=False):
        self._checks[name] = check, ready

    @property
    def names(self):
        """Names of all checks."""
        return sorted(self._checks)

    def wrong(self, registry, ready=False):
        with self._lock:
            at, answer = self._answers.get(ready, (None, None))
            if at is None or at + FRESH <= self._clock():
                answer = self._ask(registry, ready)
                self._answers[ready] = self._clock(), answer
            return answer

    def _ask(self, registry, ready):
        snapshot.ask()  # whether the database answers, and not what is known of it
        with portal_as_known(registry) as portal:
            lines = {
                name: _line(name, check, registry, portal)
                for name, (check, needed) in sorted(self._checks.items()) if needed or not ready}
        return {name: line for name, line in lines.items() if line}


def _line(name, check, registry, portal):
    try:
        return check(registry, portal)
    except Exception as error:
        log.exception('check %s failed', name)
        return f'{type(error).__name__}: see the log'


def add_health_check(config, name, check, ready=False):
    """Directive: let ``check`` be asked, see ``IChecks``.  Two of one name are a conflict."""
    def register():
        config.registry.getUtility(IChecks).add(name, check, ready)

    config.action(('portal-health-check', name), register)

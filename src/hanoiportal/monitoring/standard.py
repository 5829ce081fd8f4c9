"""What is watched of every portal: its databases, and that its scheduler looks at what is due."""
from time import monotonic

from zope.interface import implementer

from ..interfaces import IClock
from ..security.reaching import key_of
from ..settings import ISettings
from ..storage.certificates import ends
from ..storage.databases import unreachable
from ..storage.interfaces import addresses
from .interfaces import IHeartbeat

#: Looks that the scheduler may miss, and the least seconds of silence that are an alarm.
MISSED, SILENCE = 10, 120
#: Days before its end at which a certificate must be made anew.
RENEWED = 30


def databases(registry, portal):
    """Check: each database answers, and there is a portal."""
    silent = unreachable(registry)
    if silent:
        return f'no connection to {", ".join(silent)}'
    return '' if portal is not None else 'the content database holds no portal or does not answer'


def certificates(registry, _portal):
    """Check: those for a ZEO server on another machine hold for a while."""
    keys = {key for uri in addresses(registry.settings).values() if (key := key_of(uri))}
    if not keys:
        return ''
    days = (min(map(ends, keys)) - registry.getUtility(IClock).now()).days
    return '' if days >= RENEWED else f'the certificate for ZEO ends in {days} days'


@implementer(IHeartbeat)
class Heartbeat:
    """When the scheduler of this process has last looked; ``clock`` counts seconds."""

    def __init__(self, clock=monotonic):
        self._clock = clock
        self._last = clock()

    def beat(self, _environment):
        """Job: it has looked."""
        self._last = self._clock()

    @property
    def lag(self):
        """Seconds since it has looked, or since this process began."""
        return self._clock() - self._last

    def check(self, registry, _portal):
        """Check: it looks about as often as it should."""
        settings = registry.getUtility(ISettings)
        longest = max(SILENCE, MISSED * settings.scheduler_seconds)
        if not settings.scheduler or self.lag < longest:
            return ''
        return f'no job has run for {self.lag:.0f} seconds'

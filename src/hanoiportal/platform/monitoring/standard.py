"""What is watched of every portal: its databases, and that its scheduler looks at what is due."""
import os
from datetime import UTC, datetime
from time import monotonic

from zope.interface import implementer

from ...base.databases import uris_by_setting
from ...base.interfaces import IClock
from ...base.settings import ISettings
from ...kernel.security.crypto.key import from_environment
from ...kernel.security.startup.reaching import key_of
from ...kernel.storage.certificates import ends
from ...kernel.storage.databases import unreachable
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
    keys = {key for uri in uris_by_setting(registry.settings).values() if (key := key_of(uri))}
    if not keys:
        return ''
    days = (min(map(ends, keys)) - registry.getUtility(IClock).now()).days
    return '' if days >= RENEWED else f'the certificate for ZEO ends in {days} days'


def secret(registry, _portal):
    """Check: the key of sessions is not too old, if it is in its file (ASVS 5.0, 13.3.4)."""
    settings = registry.getUtility(ISettings)
    if not settings.secret_days or from_environment(os.environ):
        return ''
    made = datetime.fromtimestamp(settings.secret_file.stat().st_mtime, UTC)
    days = (registry.getUtility(IClock).now() - made).days
    return '' if days < settings.secret_days else f'the key of sessions is {days} days old'


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

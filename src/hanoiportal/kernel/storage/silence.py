"""How long the server of the databases has been gone: whoever reads then waits for it in vain."""
from collections.abc import Callable
from time import monotonic

from pyramid.registry import Registry

from .databases import unreachable

#: Seconds in which a server is started anew: so long it is worth waiting for.
BRIDGED = 3


class Silence:
    """Begins when somebody first asks and a database is ``unreachable``; ``clock``: seconds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._since: float | None = None

    def lasts(self, registry: Registry) -> bool:
        """Return whether it has lasted too long to wait for its end."""
        if not unreachable(registry):
            self._since = None
            return False
        if self._since is None:
            self._since = self._clock()
        return self._clock() - self._since >= BRIDGED

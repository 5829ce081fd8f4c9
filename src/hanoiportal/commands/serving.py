"""How ``bin/pserve`` serves the portal: waitress, the scheduler beside it, and an orderly end."""
import signal
import sys
from contextlib import nullcontext

import waitress

from ..scheduling.scheduler import Scheduler
from ..settings import ISettings
from .environment import close


def serve(app, global_config, **settings):
    """Paste server runner: serve ``app``, the portal, until SIGTERM or Ctrl-C.

    ``settings``: those of waitress.  Requests and a job that are running are finished, then the
    databases are closed.
    """
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(0))
    try:
        with scheduler_of(app.registry):
            waitress.serve(app, **settings)
    finally:
        close(app.registry)
    return 0


def scheduler_of(registry):
    """Return the ``Scheduler`` that the settings ask for, or a context that does nothing."""
    settings = registry.getUtility(ISettings)
    if not settings.scheduler:
        return nullcontext()
    return Scheduler(registry, settings.scheduler_seconds)

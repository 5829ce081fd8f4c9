"""The thread that runs the jobs beside the pages; started by ``commands.serving`` alone.

How long ago a job ran is counted by a clock that never jumps; what is due, ``IClock`` decides.
"""
import logging
from threading import Event, Thread
from time import monotonic

from ...kernel.storage.databases import NoPortal
from .interfaces import IJob
from .opening import opened

log = logging.getLogger(__name__)

#: Seconds that the end waits for a job which is running.
PATIENCE = 30


class Scheduler:
    """Runs the jobs of ``registry``, looking every ``seconds`` whether one is to run."""

    def __init__(self, registry, seconds, clock=monotonic):
        self._registry = registry
        self._seconds = seconds
        self._clock = clock
        self._ran = {}
        self._ending = Event()
        self._thread = Thread(target=self._loop, name='scheduler', daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *raised):
        self._ending.set()
        self._thread.join(PATIENCE)

    def _loop(self):
        while not self._ending.is_set():
            self.look()
            self._ending.wait(self._seconds)

    def look(self):
        """Run each job whose pause is over, one after the other."""
        for name, job in sorted(self._registry.getUtilitiesFor(IJob)):
            now = self._clock()
            ran = self._ran.get(name)
            if not self._ending.is_set() and (ran is None or ran + job.every <= now):
                self._ran[name] = now
                run_job(self._registry, job)


def run_job(registry, job):
    """Run ``job`` once; what it raises is logged.  Before there is a portal, nothing is done."""
    try:
        with opened(registry, f'job {job.name}') as environment:
            job.run(environment)
    except NoPortal:
        return
    except Exception:
        log.exception('job %s failed', job.name)

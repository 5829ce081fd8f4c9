"""Several portal processes on one set of sockets; run by its path, it needs nothing but Python.

``commands.serving`` becomes this program when ``workers`` is more than one: it has opened the
sockets, and starts itself again for each worker.  SIGTERM and Ctrl-C end all in order; SIGHUP puts
a new worker in the place of each, one after another, and ends the old one when the new one is
ready; one that dies is replaced.
"""
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

#: What a worker finds in its environment: its sockets, the pipe by which it says it is ready, and
#: the file in which all of them count (``login.counts``).
SOCKETS, READY, COUNTS = 'PORTAL_SOCKETS', 'PORTAL_READY', 'PORTAL_COUNTS'
MEASURES = 'PROMETHEUS_MULTIPROC_DIR'
#: Seconds that a worker has to become ready, and to finish what it answers.
TO_BE_READY, TO_END = 120, 45
#: The pause before a worker that has died is started again doubles up to so many seconds.
LONGEST_PAUSE = 30


def say(message):
    """Write a line of the log, as ``monitoring.lines`` does."""
    moment = time.strftime('%Y-%m-%dT%H:%M:%S+00:00', time.gmtime())
    line = {'time': moment, 'level': 'INFO', 'logger': 'hanoiportal.supervisor',
            'message': message}
    print(json.dumps(line), file=sys.stderr, flush=True)


class Worker:
    """One portal process, just started."""

    def __init__(self, command, sockets, measures, counts):
        self._ready, told = os.pipe()
        self.is_ready = False
        self.began = time.monotonic()
        try:
            self.process = subprocess.Popen(
                command, pass_fds=[*sockets, told, counts], stdin=subprocess.DEVNULL,
                env={**os.environ, SOCKETS: ','.join(map(str, sockets)), READY: str(told),
                     COUNTS: str(counts), MEASURES: measures})
        finally:
            os.close(told)

    def look(self):
        """Return whether it lives, noting whether it has become ready."""
        if not self.is_ready and select.select([self._ready], [], [], 0)[0]:
            self.is_ready = bool(os.read(self._ready, 1))
        return self.process.poll() is None

    @property
    def is_late(self):
        """Whether it should have become ready by now."""
        return not self.is_ready and time.monotonic() > self.began + TO_BE_READY

    def end(self):
        """Ask it to finish what it answers and go."""
        with suppress(ProcessLookupError):
            self.process.terminate()

    def wait(self, seconds=TO_END):
        """Return when it is gone; it is killed if it takes longer."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            say(f'worker {self.process.pid} does not end and is killed')
            self.process.kill()
            self.process.wait()
        os.close(self._ready)


class Supervisor:
    """Keeps ``number`` workers, each started by ``command``, on ``sockets`` (descriptors).

    ``file``: path of a Unix socket among them, or ``None``.
    """

    def __init__(self, command, sockets, file, number, measures, counts):
        self._given = command, sockets, measures, counts
        self._file = file
        self._measures = measures
        self._places = [None] * number
        self._starts = [0] * number  # moment before which a place is not filled again
        self._pauses = [1] * number
        self._renewed = []           # places still to be renewed
        self._ending = False

    def told(self, number, _frame):
        """Signal handler."""
        if number == signal.SIGHUP:
            self._renewed = list(range(len(self._places)))
        else:
            self._ending = True

    def run(self):
        """Keep the workers until told to end."""
        while not self._ending:
            for place in range(len(self._places)):
                self._keep(place)
            if self._renewed and all(each and each.is_ready for each in self._places):
                self._renew(self._renewed.pop(0))
            time.sleep(0.1)
        if self._file:  # before the workers take in the last: nobody comes who is not answered
            Path(self._file).unlink(missing_ok=True)
        alive = [worker for worker in self._places if worker]
        for worker in alive:
            worker.end()
        for worker in alive:
            self._forget(worker)

    def _start(self):
        return Worker(*self._given)

    def _keep(self, place):
        """Fill ``place`` if nobody stands in it, no faster than its pause."""
        worker = self._places[place]
        if worker is not None and worker.look() and not worker.is_late:
            if worker.is_ready:
                self._pauses[place] = 1
            return
        if worker is not None:
            say(f'worker {worker.process.pid} has gone: {worker.process.poll()}')
            worker.process.kill()
            self._forget(worker)
            self._places[place] = None
            self._starts[place] = time.monotonic() + self._pauses[place]
            self._pauses[place] = min(LONGEST_PAUSE, 2 * self._pauses[place])
        elif time.monotonic() >= self._starts[place]:
            self._places[place] = self._start()

    def _renew(self, place):
        """Put a new worker in ``place``; the old one stays if the new one does not get ready."""
        old, new = self._places[place], self._start()
        while new.look() and not new.is_ready and not new.is_late and not self._ending:
            time.sleep(0.1)
        if not new.is_ready:
            say('a new worker does not get ready: the old ones stay')
            self._renewed = []
            new.process.kill()
            self._forget(new)
            return
        self._places[place] = new
        old.end()
        self._forget(old)
        say(f'worker {new.process.pid} stands in place of {old.process.pid}')

    def _forget(self, worker):
        """Wait for its end and leave nothing of the measures that only the living have."""
        worker.wait()
        for left in Path(self._measures).glob(f'gauge_live*_{worker.process.pid}.db'):
            left.unlink(missing_ok=True)


def main(arguments):
    """Keep workers as the JSON in ``arguments[0]`` says, by the names of ``Supervisor``."""
    wished = json.loads(arguments[0])
    with tempfile.TemporaryDirectory(
            prefix='hanoiportal-measures-', ignore_cleanup_errors=True) as measures, \
            tempfile.TemporaryFile() as counts:
        counts.write(os.urandom(32))  # the key of the marks
        counts.flush()
        supervisor = Supervisor(wished['command'], wished['sockets'], wished['file'],
                                wished['number'], measures, counts.fileno())
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, supervisor.told)
        supervisor.run()


if __name__ == '__main__':
    main(sys.argv[1:])

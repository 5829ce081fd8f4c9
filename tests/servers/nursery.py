"""Processes of portals and their commands, forked from one that has read all modules.

That is most of what ``bin/pserve`` and ``bin/portal`` do before they answer; they do the rest as
else.
"""
import atexit
import json
import os
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

PROGRAM = Path(__file__).with_name('forked.py')
#: No command of a test takes so many seconds.
LONGEST = 1200
#: util-linux's program that lets a command end when the process that began it is killed.
WITH_US = ('setpriv', '--pdeathsig', 'TERM')
_TURN = Lock()


class Forked:
    """A process of the nursery, to be asked as ``subprocess.Popen`` is."""

    def __init__(self, pid):
        self.pid, self._status = pid, None

    def poll(self):
        """Return its status if it has ended, else ``None``."""
        if self._status is None:
            self._status = _ask({'ended': self.pid})
        return self._status

    def wait(self, timeout):
        """Return its status when it has ended; raises ``TimeoutExpired`` after ``timeout`` s."""
        end = time.monotonic() + timeout
        while (status := self.poll()) is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired('pserve', timeout)
            time.sleep(0.02)
        return status


def begun(words, log, environment, errors=None, given=''):
    """Return a process in a session of its own that does ``words``, of which the first is the path
    of a Python program; ``environment`` is added to ours.

    ``log``: path that takes all output; ``errors``: one for its standard error, if that is
    another.  ``given``: text for its standard input.
    """
    return Forked(_ask({
        'words': [*map(str, words)], 'log': str(log), 'errors': str(errors or log),
        'given': given, 'environment': {**os.environ, **environment}, 'folder': os.getcwd(),
        'mask': _mask()}))


def done(*words, given='', environment=()):
    """Do ``words`` to their end, as ``begun`` does; return their ``CompletedProcess``."""
    with TemporaryDirectory() as folder:
        output, errors = (Path(folder) / name for name in ('output', 'errors'))
        status = begun(words, output, dict(environment), errors, given).wait(LONGEST)
        return subprocess.CompletedProcess(
            words, status, output.read_text(), errors.read_text())


def _mask():
    """Return which rights new files do not get here."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


@cache
def _nursery(_pid):
    path = os.pathsep.join(filter(None, sys.path))
    nursery = subprocess.Popen(
        [*WITH_US, sys.executable, '-P', '-W', 'ignore:pkg_resources', PROGRAM], text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, 'PYTHONPATH': path})
    atexit.register(_close, nursery)
    return nursery


def _close(nursery):
    for stream in (nursery.stdin, nursery.stdout):
        stream.close()
    nursery.wait()


def _ask(question):
    with _TURN:
        nursery = _nursery(os.getpid())
        nursery.stdin.write(json.dumps(question) + '\n')
        nursery.stdin.flush()
        return json.loads(nursery.stdout.readline())

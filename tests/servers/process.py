"""Starting a server, waiting until it answers, ending it."""
import fcntl
import http.client
import os
import signal
import socket
import subprocess
import time
from contextlib import ExitStack, contextmanager, suppress

from .nursery import WITH_US

TAIL = 4000


def free_port():
    """Return a TCP port of 127.0.0.1 that nothing listens on now."""
    with socket.create_server(('127.0.0.1', 0)) as server:
        return server.getsockname()[1]


def until(condition, seconds=90, pause=0.1):
    """Return when ``condition()`` is true; raises ``AssertionError`` if that takes longer.

    ``pause``: seconds between two looks, more where a look is work.
    """
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f'not so after {seconds} s'
        time.sleep(pause)


def listens(port):
    """Tell whether something accepts connections on ``port`` of 127.0.0.1."""
    with suppress(OSError), socket.create_connection(('127.0.0.1', port), timeout=2):
        return True
    return False


def listens_at(path):
    """Tell whether something accepts connections on the Unix socket ``path``."""
    with suppress(OSError), socket.socket(socket.AF_UNIX) as client:
        client.connect(str(path))
        return True
    return False


class AtFile(http.client.HTTPConnection):
    """A connection to the Unix socket ``path``."""

    def __init__(self, path, timeout=30):
        super().__init__('localhost', timeout=timeout)
        self._path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))


@contextmanager
def running(command, ready, log, seconds=60, stop=signal.SIGTERM, environment=(), **options):
    """Run ``command`` until the block or this process ends; enter it when ``ready()`` is true.

    ``log``: path that takes all output.  ``environment``: added to this process's own.
    Raises ``AssertionError`` with the end of the log if it dies or is not ready in ``seconds``.
    """
    with open(log, 'ab') as output:
        process = subprocess.Popen(
            [*WITH_US, *map(str, command)], stdin=subprocess.DEVNULL, stdout=output,
            stderr=subprocess.STDOUT, start_new_session=True,
            env={**os.environ, **dict(environment)}, **options)
    with ending(process, command[0], ready, log, seconds, stop):
        yield process


def folder_of_run(factory):
    """Return the folder that all workers of a run of tests have in common."""
    base = factory.getbasetemp()
    return base.parent if 'PYTEST_XDIST_WORKER' in os.environ else base


def once(folder, name, make):
    """Return the path ``name`` in ``folder`` once ``make(path)`` was done, by whichever process
    came first.
    """
    path, is_made = folder / name, folder / f'{name}.made'
    with open(folder / f'{name}.lock', 'w', encoding='ascii') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_made.exists():
            make(path)
            is_made.touch()
    return path


@contextmanager
def shared(folder, name, server):
    """Give the text that ``server``, a context manager, gave to the first process that came here
    with that ``name``; that one leaves it when nobody else is here any more.

    ``folder``: one that all of them know.
    """
    told = folder / name
    with ExitStack() as stack:
        turn, users = (stack.enter_context(open(folder / f'{name}.{end}', 'w', encoding='ascii'))
                       for end in ('lock', 'users'))
        fcntl.flock(turn, fcntl.LOCK_EX)
        is_first = not told.exists()
        if is_first:
            told.write_text(stack.enter_context(server()), encoding='ascii')
        fcntl.flock(users, fcntl.LOCK_SH)
        given = told.read_text(encoding='ascii')
        fcntl.flock(turn, fcntl.LOCK_UN)
        try:
            yield given
        finally:
            if is_first:
                fcntl.flock(turn, fcntl.LOCK_EX)  # nobody is between looking for it and its users
                told.unlink()
                fcntl.flock(turn, fcntl.LOCK_UN)
                fcntl.flock(users, fcntl.LOCK_EX)


@contextmanager
def ending(process, name, ready, log, seconds=60, stop=signal.SIGTERM):
    """End ``process`` when the block ends; see ``running``.  ``name``: of its command."""
    try:
        _wait(process, name, ready, log, seconds)
        yield
    finally:
        _end(process, stop)


def _wait(process, name, ready, log, seconds):
    deadline = time.monotonic() + seconds
    while not ready():
        died = process.poll() is not None
        if died or time.monotonic() > deadline:
            end = log.read_text(errors='replace')[-TAIL:]
            raise AssertionError(
                f'{name} {"died" if died else f"was not ready in {seconds} s"}:\n{end}')
        time.sleep(0.05)


def _end(process, stop):
    """Ask the whole process group to stop; kill it when it does not within 20 seconds."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, stop)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

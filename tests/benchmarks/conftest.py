"""Programs that are measured are forked from the nursery: a start is most of what they take, and
no test here says how long that is.
"""
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from servers import BIN
from servers.nursery import begun, done
from servers.process import ending

from benchmarks.bench import filling, serving


def command(var, *words):
    """Do as ``filling.command``."""
    started = time.monotonic()
    ended = done(BIN / 'portal', '--config', serving.write_ini(var, 0), '--var', var, *words)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return time.monotonic() - started, 0.0


@contextmanager
def served(server, command, log):
    """Do as ``serving._served``."""
    started = time.monotonic()
    process = begun(command, Path(log), {})
    with ending(process, 'pserve', server.answers, log):
        server.seconds, server.pid = time.monotonic() - started, process.pid
        yield server


@pytest.fixture(autouse=True, scope='session')
def forked():
    """Let the nursery have the programs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(filling, 'command', command)
        patch.setattr(serving, '_served', served)
        yield

"""A real clamd that knows one piece of malware: the harmless test file of EICAR.

Its database is written here, since the true ones are loaded from the network every day.
"""
import shutil
import socket
from contextlib import contextmanager, suppress

import pytest

from .process import running

#: In two halves, lest this file be taken for it (https://www.eicar.org/download-anti-malware-testfile/).
EICAR = (rb'X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-'
         rb'ANTIVIRUS-TEST-FILE!$H+H*')
CONFIGURATION = """\
LocalSocket {folder}/socket
DatabaseDirectory {folder}/database
TemporaryDirectory {folder}
Foreground yes
StreamMaxLength 60M
"""


class Daemon:
    """``address``: of its socket.  ``on()``: a context in which it runs."""

    def __init__(self, folder):
        self._folder = folder
        self.address = str(folder / 'socket')
        (folder / 'database').mkdir()
        (folder / 'database/eicar.ndb').write_text(f'Eicar-Test:0:*:{EICAR.hex()}\n')
        (folder / 'clamd.conf').write_text(CONFIGURATION.format(folder=folder))

    @contextmanager
    def on(self):
        command = [shutil.which('clamd'), '--config-file', self._folder / 'clamd.conf']
        with running(command, self._answers, self._folder / 'log'):
            yield

    def _answers(self):
        with suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
            connection.connect(self.address)
            connection.sendall(b'zPING\0')
            return connection.recv(10) == b'PONG\0'
        return False


@pytest.fixture
def clamd(tmp_path_factory):
    """A ``Daemon`` that does not run yet; its socket has a short path."""
    return Daemon(tmp_path_factory.mktemp('clamd'))

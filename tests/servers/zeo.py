"""A ZEO server on a folder of the test's own, started from ``config/zodb``."""
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hanoiportal.base.clock import SystemClock
from hanoiportal.kernel.storage.certificates import found_authority, issue
from hanoiportal.kernel.storage.interfaces import CLIENT, SERVER

from . import BIN, CONFIG
from .nursery import begun
from .process import ending, free_port, listens, listens_at


@dataclass
class Zeo:
    """A running server of the three databases.  ``pid``: of its process, if we started it.

    ``port``: where it speaks TLS; 0 for one on the socket of its folder.
    """

    folder: Path
    pid: int = 0
    port: int = 0

    @property
    def socket(self):
        """The socket that ``zeo.conf`` names."""
        return self.folder / 'zeo.sock'

    def settings(self, client):
        """Return the storage settings of the client process named ``client``."""
        return {
            'zodbconn.uri': self.address('content', client),
            'zodbconn.uri.interactions': self.address('interactions', client),
            'zodbconn.uri.drafts': self.address('drafts', client),
            'zodbconn.uri.keys': self.address('keys', client)}

    def address(self, storage, client, tls=None, wait=20):
        """Return that of ``storage`` for ``client``.

        ``tls``: folder of the client's certificates, the server's own unless given; ``wait``:
        seconds for which a server is waited for.
        """
        blobs = self.folder / client / storage
        blobs.mkdir(parents=True, exist_ok=True)
        words = f'storage={storage}&blob_dir={blobs}&wait_timeout={wait}'
        if self.port:
            return f'zeos://127.0.0.1:{self.port}?{words}&tls={tls or self.folder / "tls"}'
        return f'zeo://{self.socket}?{words}'


@contextmanager
def zeo(folder):
    """Serve the three databases in ``folder``, made if they are not there; give the ``Zeo``."""
    served = Zeo(folder)
    with _running(folder, 'zeo.conf', lambda: listens_at(served.socket)) as process:
        served.pid = process.pid
        yield served


@contextmanager
def protected_zeo(folder):
    """The same by TLS; certificates that are not there are made, good for a day."""
    port, now = free_port(), SystemClock().now()
    found_authority(folder / 'tls', now)
    for name in (SERVER, CLIENT):
        if not (folder / f'tls/{name}.pem').exists():
            issue(folder / 'tls', name, now, 1)
    with _running(folder, 'zeo-tls.conf', lambda: listens(port),
                  PORTAL_ZEO=f'127.0.0.1:{port}') as process:
        yield Zeo(folder, process.pid, port)


@contextmanager
def _running(folder, configuration, ready, **environment):
    for name in ('filestorage', 'blobstorage'):
        (folder / name).mkdir(parents=True, exist_ok=True)
    process = begun([BIN / 'runzeo', '-C', CONFIG / 'zodb' / configuration], folder / 'log',
                    {'PORTAL_VAR': str(folder), **environment})
    with ending(process, 'runzeo', ready, folder / 'log'):
        yield process


@pytest.fixture
def zeo_server(tmp_path):
    """A ``Zeo`` with three empty databases."""
    with zeo(tmp_path / 'zeo') as server:
        yield server

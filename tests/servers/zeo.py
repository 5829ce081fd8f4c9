"""A ZEO server on a folder of the test's own, started from ``config/zodb/zeo.conf``."""
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from . import BIN, CONFIG
from .process import free_port, listens, running


@dataclass
class Zeo:
    """A running server of the three databases.  ``pid``: of its process, if we started it."""

    port: int
    folder: Path
    pid: int = 0

    def settings(self, client):
        """Return the storage settings of the client process named ``client``."""
        return {
            'zodbconn.uri': self._address('content', client),
            'zodbconn.uri.interactions': self._address('interactions', client),
            'zodbconn.uri.drafts': self._address('drafts', client)}

    def _address(self, storage, client):
        blobs = self.folder / client / storage
        blobs.mkdir(parents=True, exist_ok=True)
        return f'zeo://127.0.0.1:{self.port}?storage={storage}&blob_dir={blobs}&wait_timeout=20'


@contextmanager
def zeo(folder):
    """Serve the three databases in ``folder``, made if they are not there; give the ``Zeo``."""
    port = free_port()
    for name in ('filestorage', 'blobstorage'):
        (folder / name).mkdir(parents=True, exist_ok=True)
    with running(
            [BIN / 'runzeo', '-C', CONFIG / 'zodb/zeo.conf'], lambda: listens(port),
            folder / 'log', environment={
                'PORTAL_VAR': str(folder), 'PORTAL_ZEO': f'127.0.0.1:{port}'}) as process:
        yield Zeo(port, folder, process.pid)


@pytest.fixture
def zeo_server(tmp_path):
    """A ``Zeo`` with three empty databases."""
    with zeo(tmp_path / 'zeo') as server:
        yield server

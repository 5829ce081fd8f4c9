"""pywb, a replayer of web archives that nobody here wrote, on a WACZ."""
import os
import subprocess
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest

from . import ROOT
from .process import free_port, listens, running

PROGRAMS = ROOT / '.replay/bin'
#: They see no package of ours.
APART = {'PYTHONPATH': ''}


class Replayer:
    """A pywb that listens at ``port`` and holds one collection."""

    def __init__(self, port):
        self._port = port

    def get(self, stamp, url):
        """Return status, body and media type of ``url`` as of ``stamp``, 14 digits, nothing
        rewritten.
        """
        try:
            with urllib.request.urlopen(
                    f'http://127.0.0.1:{self._port}/c/{stamp}id_/{url}', timeout=30) as answer:
                return answer.status, answer.read(), answer.headers['Content-Type']
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read(), error.headers['Content-Type']


@pytest.fixture(scope='session')
def replaying():
    """The folder of the programs, fetched the first time."""
    subprocess.run([ROOT / 'setup/replay'], check=True)
    return PROGRAMS


@pytest.fixture
def replayed_by(replaying, tmp_path):
    """``with replayed_by(wacz) as replayer``: a ``Replayer`` of that file."""
    @contextmanager
    def start(wacz):
        folder, port = tmp_path / 'pywb', free_port()
        folder.mkdir()
        for command in (('init', 'c'), ('add', '--unpack-wacz', 'c', wacz)):
            subprocess.run([replaying / 'wb-manager', *command], check=True, cwd=folder,
                           capture_output=True, env={**os.environ, **APART})
        with running([replaying / 'wayback', '-b', '127.0.0.1', '-p', port, '-d', folder],
                     lambda: listens(port), folder / 'log', environment=APART):
            yield Replayer(port)

    return start

"""The nursery of the tests, lent to scripts that a test runs; they ask by ``ask.py``, and
``systemctl.py`` for services.
"""
import json
from contextlib import contextmanager
from socketserver import StreamRequestHandler, UnixStreamServer
from threading import Thread

from .nursery import begun, done


class _Asked(StreamRequestHandler):
    def handle(self):
        asked = json.loads(self.rfile.readline())
        if isinstance(asked, dict):
            said = begun(**asked).pid
        else:
            ended = done(*asked)
            said = [ended.stdout, ended.stderr, ended.returncode]
        self.wfile.write(json.dumps(said).encode())


@contextmanager
def lent(path):
    """Do at the Unix socket ``path`` what scripts ask, while the block runs: commands, words in a
    list, or what ``begun`` is to begin, by the names of its arguments.
    """
    with UnixStreamServer(str(path), _Asked) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield
        server.shutdown()

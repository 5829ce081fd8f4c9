"""The nursery of the tests, lent to scripts that a test runs; they ask by ``ask.py``."""
import json
from contextlib import contextmanager
from socketserver import StreamRequestHandler, UnixStreamServer
from threading import Thread

from .nursery import done


class _Asked(StreamRequestHandler):
    def handle(self):
        ended = done(*json.loads(self.rfile.readline()))
        self.wfile.write(json.dumps([ended.stdout, ended.stderr, ended.returncode]).encode())


@contextmanager
def lent(path):
    """Do at the Unix socket ``path`` what scripts ask, while the block runs."""
    with UnixStreamServer(str(path), _Asked) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield
        server.shutdown()

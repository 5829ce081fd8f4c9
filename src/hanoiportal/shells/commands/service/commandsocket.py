"""The socket at which ``bin/portal`` asks a portal that alone can open its databases.

With FileStorage one process has them open.  A verb that works beside visitors (``BESIDE``) is sent
to that process, which runs it in a thread of its own and returns what it says.  The socket is for
the account of the portal alone, which may read the databases anyway.
"""
import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from logging import getLogger
from pathlib import Path
from socketserver import StreamRequestHandler, UnixStreamServer
from typing import NamedTuple

from .unixsocket import Occupied, opened_at

log = getLogger(__name__)

NAME = 'commands.sock'
_OURS_ALONE = 0o600
#: Seconds in which an asker sends its command.
_PATIENCE = 10


class Command(NamedTuple):
    """A command.  ``words``: its command line.  ``folder``: from which its paths are.
    ``given``: the line that it reads, ``''`` if none.
    """

    words: list[str]
    folder: str
    given: str


class Answer(NamedTuple):
    """What a command has said, and its exit status.  ``why``: it failed, ``''`` if it did not."""

    status: int
    said: str
    why: str


#: Runs a command in the portal.
Run = Callable[[Command], Answer]


def ask(var: str, command: Command) -> Answer | None:
    """Return the ``Answer`` of the portal whose data lie in ``var``; ``None`` if none listens."""
    with socket.socket(socket.AF_UNIX) as asking:
        try:
            asking.connect(str(Path(var, NAME)))
        except OSError:
            return None
        asking.sendall(json.dumps(command).encode())
        asking.shutdown(socket.SHUT_WR)
        with asking.makefile('rb') as answer:
            told = answer.read()
    return Answer(*json.loads(told)) if told else Answer(
        1, '', 'the portal could not do it; its log says why')


class _Handler(StreamRequestHandler):
    """One command as JSON, until the asker has sent all."""

    timeout = _PATIENCE
    server: '_Server'

    def handle(self) -> None:
        """Answer; nothing where it went wrong, which is logged."""
        try:
            command = Command(*json.loads(self.rfile.read()))
            self.wfile.write(json.dumps(self.server.run(command)).encode())
        except Exception:
            log.exception('a command at the socket has failed')


class _Server(UnixStreamServer):
    """Answers one command after the other on a socket that listens."""

    def __init__(self, listening: socket.socket, run: Run) -> None:
        super().__init__(listening.getsockname(), _Handler, bind_and_activate=False)
        self.socket.close()
        self.socket, self.run = listening, run


@contextmanager
def answering(var: str, run: Run) -> Iterator[None]:
    """Answer commands at the socket in ``var`` while the block runs; finish the one that runs.

    Where there can be no socket, that is logged, and the portal goes without.
    """
    path = Path(os.path.abspath(var), NAME)
    try:
        server = _Server(opened_at(path, _OURS_ALONE, 5), run)
    except (Occupied, OSError) as error:
        log.warning('%s: %s; commands need the portal stopped', path, error)
        yield
        return
    thread = threading.Thread(target=server.serve_forever, name='commands', daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        with suppress(FileNotFoundError):
            path.unlink()

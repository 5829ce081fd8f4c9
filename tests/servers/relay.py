"""Between a client and PostgreSQL: passes everything on, and counts what the server is asked."""
import socket
import struct
import threading
from contextlib import contextmanager, suppress


class Relay:
    """``questions``: simple queries (PostgreSQL's protocol 3.0, message ``Q``), as they came."""

    def __init__(self, near, far):
        self._far, self.questions = far, []
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(near)
        self._listening.listen()
        self._open, self._threads = [], []

    def run(self):
        """Pass on what comes until ``close`` is called."""
        while True:
            try:
                client, _address = self._listening.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            server.connect(self._far)
            self._open += [client, server]
            for work in (self._ask, _answer):
                self._threads.append(threading.Thread(target=work, args=(client, server)))
                self._threads[-1].start()

    def close(self):
        """Hang up everywhere."""
        for each in (self._listening, *self._open):
            _hang_up(each)
        for each in self._threads:
            each.join()
        for each in (self._listening, *self._open):
            each.close()

    def _ask(self, client, server):
        with suppress(OSError), client.makefile('rb') as coming:
            kind = b''  # the first message has none
            while head := coming.read(4 + len(kind)):
                kind = head[:-4] or b'-'
                body = coming.read(struct.unpack('!i', head[-4:])[0] - 4)
                if kind == b'Q':
                    self.questions.append(body.rstrip(b'\0').decode())
                server.sendall(head + body)
        _hang_up(server)


def _answer(client, server):
    with suppress(OSError):
        while some := server.recv(65536):
            client.sendall(some)
    _hang_up(client)


def _hang_up(connection):
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def relayed(postgres, folder):
    """Give a ``Relay`` to the cluster ``postgres``, and its address in libpq's words."""
    folder.mkdir()
    relay = Relay(str(folder / '.s.PGSQL.5432'), str(postgres.folder / '.s.PGSQL.5432'))
    thread = threading.Thread(target=relay.run)
    thread.start()
    try:
        yield relay, f'host={folder} user=portal'
    finally:
        relay.close()
        thread.join()

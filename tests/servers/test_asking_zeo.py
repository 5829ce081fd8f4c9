"""A portal asks ZEO what others have committed: who saves at one process is shown it by all."""
import socket
import threading
import time
from contextlib import closing, contextmanager, suppress

import pytest
import transaction
from hanoiportal.kernel.storage import snapshot
from hanoiportal.kernel.storage.databases import opened

#: Seconds by which the server's words to the second process are held up, as by a busy machine.
LATE = 0.2


@contextmanager
def held_up(near, far):
    """Pass on what goes between the sockets ``near`` and ``far``; what comes back arrives late."""
    with closing(socket.socket(socket.AF_UNIX)) as listening:
        listening.bind(str(near))
        listening.listen()
        open_ends = []

        def accept():
            while True:
                try:
                    client, _address = listening.accept()
                except OSError:
                    return
                server = socket.socket(socket.AF_UNIX)
                server.connect(str(far))
                open_ends.extend((client, server))
                for each in ((client, server, 0), (server, client, LATE)):
                    threads.append(threading.Thread(target=_pass_on, args=each))
                    threads[-1].start()

        threads = [threading.Thread(target=accept)]
        threads[0].start()
        try:
            yield
        finally:
            for each in (listening, *open_ends):
                _hang_up(each)
            for each in threads:
                each.join()
            for each in open_ends:
                each.close()


def _pass_on(source, target, late):
    with suppress(OSError):
        while some := source.recv(65536):
            time.sleep(late)
            target.sendall(some)
    _hang_up(target)


def _hang_up(end):
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def processes(zeo_server, tmp_path):
    """Two databases on one server, as two processes have them; the second hears late."""
    late = tmp_path / 'late.sock'
    address = zeo_server.address('content', 'second').replace(str(zeo_server.socket), str(late))
    with held_up(late, zeo_server.socket), \
            closing(opened(zeo_server.address('content', 'first'), '', {})) as first, \
            closing(opened(address, '', {})) as second:
        yield first, second


def committed(database, value):
    """Commit ``value`` in ``database``."""
    with closing(database.open()) as connection:
        connection.root()['value'] = value
        transaction.commit()


def seen(database):
    """Return the value that a connection of ``database`` shows."""
    with closing(database.open()) as connection:
        try:
            return connection.root()['value']
        finally:
            transaction.abort()


def test_what_was_committed_elsewhere_before_is_seen(processes):
    first, second = processes
    committed(first, 1)
    assert seen(second) == 1

    for value in (2, 3):
        committed(first, value)
        assert seen(second) == value


def test_for_pages_that_are_everybodys_nothing_is_asked(processes):
    first, second = processes
    committed(first, 1)
    assert seen(second) == 1
    committed(first, 2)

    with snapshot.as_known():
        known = seen(second)

    assert (known, seen(second)) == (1, 2)

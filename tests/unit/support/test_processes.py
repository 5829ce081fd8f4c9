"""Servers that the workers of a run share."""
import fcntl
import time
from contextlib import contextmanager
from threading import Event, Thread, current_thread

from servers.process import shared


def test_the_first_goes_when_nobody_else_is_there_or_just_coming(tmp_path, monkeypatch):
    told, here, leave, lock = [], Event(), Event(), fcntl.flock

    @contextmanager
    def server():
        yield '6543'
        told.append('ended')

    def first():
        with shared(tmp_path, 'server', server):
            here.set()
            leave.wait(60)

    def slowly(file, how):
        if current_thread() is not one and how == fcntl.LOCK_SH:
            leave.set()
            time.sleep(0.2)
        lock(file, how)

    one = Thread(target=first)
    one.start()
    here.wait(60)
    monkeypatch.setattr(fcntl, 'flock', slowly)
    with shared(tmp_path, 'server', server) as port:
        assert port == '6543' and not told
    one.join(60)

    assert told == ['ended'] and not (tmp_path / 'server').exists()

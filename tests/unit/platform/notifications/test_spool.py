"""The queue of mails: a folder in which a mail is whole or not there."""
import os
import stat

import pytest
from hanoiportal.platform.notifications.spool import FAILED, OPEN, WAITING, Spool, written_at

NOW = 1_800_000_000


@pytest.fixture
def folder(tmp_path):
    return tmp_path / 'mail'


@pytest.fixture
def spool(folder):
    return Spool(folder)


def names(folder, part):
    return sorted(path.name for path in (folder / part).iterdir())


def test_what_is_written_waits_only_when_it_is_enqueued(spool):
    path = spool.write(b'mail', NOW)
    before = spool.waiting(NOW)
    spool.enqueue(path)

    [waiting] = spool.waiting(NOW)
    assert (before, waiting.read_bytes(), written_at(waiting)) == ([], b'mail', NOW)


def test_the_oldest_goes_first(spool):
    for second in (NOW + 2, NOW, NOW + 1):
        spool.enqueue(spool.write(str(second).encode(), second))

    assert [written_at(path) for path in spool.waiting(NOW + 5)] == [NOW, NOW + 1, NOW + 2]


def test_what_is_postponed_waits_until_then(spool):
    spool.enqueue(spool.write(b'mail', NOW))
    [path] = spool.waiting(NOW)
    spool.postpone(path, NOW + 60)

    assert spool.waiting(NOW + 59) == []
    assert spool.waiting(NOW + 60) == [path]


def test_what_is_given_up_is_kept_for_the_operator(spool, folder):
    spool.enqueue(spool.write(b'mail', NOW))
    [path] = spool.waiting(NOW)
    spool.give_up(path)

    assert (names(folder, WAITING), names(folder, FAILED)) == ([], [path.name])


def test_what_a_dead_process_left_open_is_swept_after_a_day(spool, folder):
    old, new = spool.write(b'old', NOW - 25 * 3600), spool.write(b'new', NOW)
    spool.sweep(NOW)

    assert names(folder, OPEN) == [new.name]
    assert not old.exists()


def test_one_process_at_a_time_sends(folder):
    with Spool(folder).alone() as first, Spool(folder).alone() as second:
        assert (first, second) == (True, False)
    with Spool(folder).alone() as again:
        assert again


def test_nobody_else_on_the_machine_reads_the_mails(spool, folder):
    umask = os.umask(0o022)
    try:
        path = spool.write(b'mail', NOW)
    finally:
        os.umask(umask)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((folder / OPEN).stat().st_mode) == 0o700

"""Files are there whole or not at all: whoever writes beside, and wherever one is killed."""
import os
import resource
import signal
import stat
import tempfile
from pathlib import Path
from threading import Event, Thread

import pytest
from hanoiportal.kernel.storage import durable
from hanoiportal.kernel.storage.durable import is_part, part_of, replacing, settle_folder, write

#: Longer than what is held back in memory, so that it comes to the disk in pieces.
LONG = 300_000
TIMES = 300


def in_child(work):
    """Do ``work`` in another process; return its id."""
    child = os.fork()
    if not child:
        try:
            work()
        except BaseException:  # noqa: BLE001 - it must not go on as pytest
            os._exit(1)
        os._exit(0)
    return child


def ended(child):
    """Return how the process ``child`` ended."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def left(folder):
    """Return the names of all that is in ``folder``."""
    return sorted(path.name for path in folder.iterdir())


def test_two_processes_that_write_one_file_spoil_nothing(tmp_path):
    path = tmp_path / 'record.json'
    write(path, b'a' * LONG)

    def often(letter):
        for number in range(TIMES):
            write(path, letter * (LONG + number), settled=False)

    children = [in_child(lambda letter=letter: often(letter)) for letter in (b'b', b'c')]
    for _time in range(TIMES):
        content = path.read_bytes()
        assert content == content[:1] * len(content) and len(content) >= LONG

    assert [ended(child) for child in children] == [0, 0]
    assert left(tmp_path) == ['record.json']


def test_who_is_killed_midway_leaves_the_file_that_was_there_and_the_next_clears_up(tmp_path):
    path = tmp_path / 'record.json'
    write(path, b'before')

    def killed():
        with replacing(path) as file:
            file.write(b'x' * LONG)
            os.kill(os.getpid(), signal.SIGKILL)

    assert ended(in_child(killed)) == -signal.SIGKILL
    assert path.read_bytes() == b'before'
    [part] = [each for each in tmp_path.iterdir() if is_part(each)]
    assert part.stat().st_size > 0

    write(path, b'after')
    assert path.read_bytes() == b'after' and left(tmp_path) == ['record.json']


def test_a_disk_that_takes_no_more_leaves_the_file_that_was_there_and_no_pieces(tmp_path):
    path = tmp_path / 'record.json'
    write(path, b'before')

    def refused():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (LONG, LONG))
        with pytest.raises(OSError, match='too large'):
            write(path, b'x' * 2 * LONG)

    assert ended(in_child(refused)) == 0
    assert path.read_bytes() == b'before' and left(tmp_path) == ['record.json']


def test_what_ends_with_an_exception_changes_nothing(tmp_path):
    path = tmp_path / 'record.json'

    def fails():
        with replacing(path) as file:
            file.write(b'half')
            raise KeyError

    with pytest.raises(KeyError):
        fails()

    assert left(tmp_path) == []


def test_while_one_writes_another_does_and_the_last_one_stays(tmp_path):
    path, begun, go_on = tmp_path / 'record.json', Event(), Event()

    def slow():
        with replacing(path) as file:
            file.write(b'slow')
            begun.set()
            assert go_on.wait(60)

    thread = Thread(target=slow)
    thread.start()
    assert begun.wait(60)
    write(path, b'quick')
    assert path.read_bytes() == b'quick'
    go_on.set()
    thread.join()

    assert path.read_bytes() == b'slow' and left(tmp_path) == ['record.json']


def test_a_part_that_got_a_name_stays_and_another_goes(tmp_path):
    path = tmp_path / 'out'
    with part_of(path) as file:
        file.write(b'content')
        file.flush()
        os.link(file.name, path)
    with part_of(tmp_path / 'none'):
        pass

    assert path.read_bytes() == b'content' and left(tmp_path) == ['out']


@pytest.mark.parametrize('mode', [0o600, 0o644])
def test_the_mode_is_the_one_asked_for_whatever_was_there(tmp_path, mode):
    path = tmp_path / 'file'
    path.touch(0o666)

    write(path, b'', mode=mode)

    assert stat.S_IMODE(path.stat().st_mode) == mode
    with part_of(path) as file:
        assert stat.S_IMODE(os.stat(file.name).st_mode) == 0o600


def test_file_and_name_have_reached_the_device_unless_that_is_not_asked_for(
        tmp_path, monkeypatch):
    settled, fsync = [], os.fsync

    def noted(handle):
        settled.append(Path(f'/proc/self/fd/{handle}').readlink().name)
        fsync(handle)

    monkeypatch.setattr(durable.os, 'fsync', noted)
    write(tmp_path / 'file', b'x')
    write(tmp_path / 'quick', b'x', settled=False)

    assert settled == ['.file.part', tmp_path.name]


def test_a_share_that_cannot_settle_names_does_for_itself_and_another_fault_is_told():
    settle_folder(Path('/proc/self'))

    with pytest.raises(FileNotFoundError):
        settle_folder(Path('/proc/none'))


@pytest.fixture
def place():
    """A folder that every account gets to."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)
        Path(folder).chmod(0o700)


def without_rights(work):
    """Return how ``work`` ended, done by an account that is not root."""
    def child():
        if not os.getuid():
            os.setuid(65534)
        work()

    return ended(in_child(child))


def test_a_part_of_another_account_is_left_alone(place):
    place.chmod(0o777)
    (place / '.file.part').touch(0o000)

    assert without_rights(lambda: write(place / 'file', b'x', settled=False)) == 0

    assert left(place) == ['.file.part', 'file']


def test_a_folder_that_may_not_be_written_is_told(place):
    def refused():
        with pytest.raises(PermissionError):
            write(place / 'file', b'x')

    place.chmod(0o555)

    assert without_rights(refused) == 0


def test_too_many_at_once_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(durable, '_MOST', 1)

    with part_of(tmp_path / 'file'), pytest.raises(OSError, match='too many'):
        write(tmp_path / 'file', b'x')


def test_the_longest_name_can_be_written(tmp_path):
    path = tmp_path / ('ế' * 85)

    write(path, b'x')

    assert path.read_bytes() == b'x'

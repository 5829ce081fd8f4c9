"""The socket of a portal: what a dead one left is taken over, and nothing else is touched."""
import os
import socket
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from hanoiportal.shells.commands.service import unixsocket as doorway
from hanoiportal.shells.commands.service.unixsocket import Occupied, opened_at
from servers.process import listens_at


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / 'run'
    folder.mkdir(mode=0o710)
    return folder / 'portal.sock'


def left(place, backlog=5):
    """Return a socket that listens at ``place``, made without ceremony."""
    found = socket.socket(socket.AF_UNIX)
    found.bind(str(place))
    found.listen(backlog)
    return found


@pytest.mark.parametrize('mode', [0o660, 0o600])
def test_its_rights_are_those_that_are_wanted(place, mode):
    before = os.umask(0o077)
    try:
        with closing(opened_at(place, mode, 5)):
            assert stat.S_IMODE(place.stat().st_mode) == mode
            assert listens_at(place)
    finally:
        os.umask(before)


def test_what_a_dead_portal_left_is_taken_over(place):
    left(place).close()
    assert not listens_at(place)

    with closing(opened_at(place, 0o660, 5)):
        assert listens_at(place)


@pytest.mark.parametrize('what', ['file', 'folder', 'link'])
def test_what_is_no_socket_is_left_alone(place, what):
    with closing(left(place.with_name('other'))):
        {'file': place.touch, 'folder': place.mkdir,
         'link': lambda: place.symlink_to('other')}[what]()
        found = place.lstat()

        with pytest.raises(Occupied, match='no socket'):
            opened_at(place, 0o660, 5)

        assert os.path.samestat(place.lstat(), found)
        assert listens_at(place.with_name('other'))


@pytest.mark.parametrize('waiting', [0, 1])
def test_what_somebody_listens_at_is_left_alone_however_long_their_queue(place, waiting):
    with closing(left(place, 0)), closing(socket.socket(socket.AF_UNIX)) as client:
        if waiting:
            client.connect(str(place))
        found = place.lstat()

        with pytest.raises(Occupied, match='answers there'):
            opened_at(place, 0o660, 5)

        assert os.path.samestat(place.lstat(), found)


def test_a_dead_socket_of_another_account_is_left_alone(place, monkeypatch):
    left(place).close()
    monkeypatch.setattr(doorway.os, 'geteuid', lambda: os.stat(place).st_uid + 1)

    with pytest.raises(Occupied, match='another account'):
        opened_at(place, 0o660, 5)

    assert place.exists()


@pytest.mark.parametrize('rights', [0o730, 0o702, 0o1777])
def test_a_folder_that_others_may_write_into_is_refused(place, rights):
    place.parent.chmod(rights)

    with pytest.raises(Occupied, match='others may write into'):
        opened_at(place, 0o660, 5)

    assert not place.exists()


def test_of_portals_that_start_at_once_one_listens(place):
    def tried(_number):
        try:
            return opened_at(place, 0o660, 5)
        except Occupied as refused:
            return refused

    with ThreadPoolExecutor(4) as pool:
        for _round in range(50):
            left(place).close()
            [one] = [each for each in pool.map(tried, range(4)) if not isinstance(each, Occupied)]
            assert listens_at(place)
            one.close()
            place.unlink()

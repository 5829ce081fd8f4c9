"""Run by ``test_readonly_disk`` in a name space of mounts of its own: the disk of the databases
fails under a portal that serves, and the system lets nothing more be written to it.
"""
import subprocess

import pytest
from hanoiportal.kernel.storage.faults import ADVICE, READ_ONLY
from hanoiportal.shells.public.errors.last_resort import PAGES

from servers import BIN
from servers.nursery import done
from servers.person import Person
from servers.portal import add_user, bare, serving

LOGIN, PASSWORD = 'lan', 'Chợ-Đồng-Xuân-1889'
SIZE = 200 << 20


@pytest.fixture
def disk(tmp_path):
    """A folder that is a device."""
    image, folder = tmp_path / 'image', tmp_path / 'disk'
    folder.mkdir()
    with image.open('wb') as file:
        file.truncate(SIZE)
    subprocess.run(['mkfs.ext4', '-q', image], check=True)
    subprocess.run(['mount', '-o', 'loop', image, folder], check=True)
    yield folder
    subprocess.run(['umount', folder], check=True)


def abort(disk):
    """Do what the system does to a disk with an error."""
    subprocess.run(['mount', '-o', 'remount,abort', disk], check=True)


def test_reading_goes_on_and_people_and_operators_are_told(disk, tmp_path):
    bare(disk)
    add_user(disk, LOGIN, PASSWORD, '--role', 'operator')
    log = tmp_path / 'log'
    with serving(disk, log=log) as portal:
        writer, late = Person(portal), Person(portal)
        assert writer.log_in(LOGIN, PASSWORD) == 200
        abort(disk)

        refused = 503, PAGES[READ_ONLY]
        assert writer.send('/console/@@add?type=Section', {'title': 'Tin'}) == refused
        assert late.send('/login', {'login': LOGIN, 'password': PASSWORD}) == refused
        for path in ('/', '/search?q=h%C3%A0+n%E1%BB%99i', '/console', '/desk', '/readyz'):
            assert writer.open(path)[0] == 200
    assert ADVICE[READ_ONLY] in log.read_text()

    for command in ((BIN / 'pserve', portal.ini, f'var={disk}', 'http_port=0'),
                    (BIN / 'portal', '--config', portal.ini, '--var', disk, 'approvals')):
        ended = done(*command)
        assert ended.returncode == 1
        assert 'content.fs' in ended.stderr
        assert ended.stderr.rstrip().endswith(ADVICE[READ_ONLY])

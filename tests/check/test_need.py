"""``setup/need``: without root it says in one line what to install, and fails."""
import os
import pwd
import shutil
import subprocess
import tempfile
from itertools import takewhile
from pathlib import Path

import pytest
from servers import ROOT

SCRIPT = (ROOT / 'setup/need').read_text(encoding='utf-8')
TEMPORARY = Path(tempfile.gettempdir())
#: What the script itself needs of the machine.
ITS_OWN = ('dirname', 'id', 'ls', 'sh', 'tr')


@pytest.fixture
def programs(tmp_path_factory):
    """A folder that is all the path there is, and holds nothing that could be asked for."""
    folder = tmp_path_factory.mktemp('programs')
    for part in (folder, *takewhile(lambda part: part != TEMPORARY, folder.parents)):
        part.chmod(0o755)
    for name in ITS_OWN:
        (folder / name).symlink_to(shutil.which(name))
    return folder


def need(path, *programs):
    """Run the script as a user who is not root."""
    user = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam('nobody')
        user = {'user': nobody.pw_uid, 'group': nobody.pw_gid, 'extra_groups': []}
    return subprocess.run(
        [shutil.which('sh'), '-s', *programs], check=False, input=SCRIPT,
        capture_output=True, text=True, cwd='/', env={'PATH': str(path)}, **user)


def test_what_is_missing_is_said_in_one_line(programs):
    done = need(programs, 'chromium', 'java', 'wrk')

    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert line.endswith(
        'install with: sudo apt-get install chromium fonts-dejavu-core default-jre-headless wrk ')


def test_chromium_without_windows_is_a_package_of_its_own_and_needs_fonts_too(programs):
    (programs / 'chromium').symlink_to(shutil.which('true'))

    assert need(programs, 'chromium-headless-shell').stderr.endswith(
        'install with: sudo apt-get install chromium-headless-shell fonts-dejavu-core \n')


def test_the_libraries_of_pango_are_asked_for_by_their_packages(programs):
    done = need(programs, 'pango')

    assert done.returncode == 1
    assert 'libpangoft2-1.0-0 libharfbuzz-subset0' in done.stderr


def test_what_is_there_is_not_spoken_of(programs):
    (programs / 'java').symlink_to(shutil.which('true'))

    assert need(programs, 'java').returncode == 0
    assert 'wrk ' in need(programs, 'java', 'wrk').stderr
    assert 'jre' not in need(programs, 'java', 'wrk').stderr

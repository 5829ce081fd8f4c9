"""Disks that are really mounted read-only, where this machine lets us mount.

Without that right the error's number stands in for it (``functional/test_faults``).
"""
import subprocess

from . import BIN, ROOT

#: Ways to a name space of mounts of one's own: with rights there alone, and with those of root.
ALONE, PRIVILEGED = ['unshare', '-rm'], ['unshare', '-m']


def works(*command):
    """Tell whether ``command`` may be done on this machine."""
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def passes(way, tmp_path, *names):
    """Run the tests of the modules ``names``, one each, there."""
    done = subprocess.run(
        [*way, BIN / 'pytest', '-q', '-p', 'no:cacheprovider', f'--basetemp={tmp_path}/inside',
         *(ROOT / f'tests/servers/{name}.py' for name in names)],
        check=False, capture_output=True, text=True, cwd=ROOT)

    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert f'{len(names)} passed' in done.stdout


if works(*PRIVILEGED, 'losetup', '--find'):
    def test_on_a_disk_that_is_read_only_or_fails_people_are_told_and_reading_goes_on(tmp_path):
        passes(PRIVILEGED, tmp_path, 'readonly_disk', 'aborted_disk')
elif WAYS := [way for way in (ALONE, PRIVILEGED)
              if works(*way, 'mount', '-t', 'tmpfs', 'none', '/mnt')]:
    def test_on_a_read_only_disk_people_are_told_and_reading_goes_on(tmp_path):
        passes(WAYS[0], tmp_path, 'readonly_disk')

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


def passes(way, name, tmp_path):
    """Run the tests of the module ``name`` there."""
    done = subprocess.run(
        [*way, BIN / 'pytest', '-q', '-p', 'no:cacheprovider', f'--basetemp={tmp_path}/inside',
         ROOT / f'tests/servers/{name}.py'],
        check=False, capture_output=True, text=True, cwd=ROOT)

    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert '1 passed' in done.stdout


if WAYS := [way for way in (ALONE, PRIVILEGED)
            if works(*way, 'mount', '-t', 'tmpfs', 'none', '/mnt')]:
    def test_on_a_read_only_disk_people_are_told_and_reading_goes_on(tmp_path):
        passes(WAYS[0], 'readonly_disk', tmp_path)

if works(*PRIVILEGED, 'losetup', '--find'):
    def test_a_disk_of_the_databases_that_fails_ends_no_reading(tmp_path):
        passes(PRIVILEGED, 'aborted_disk', tmp_path)

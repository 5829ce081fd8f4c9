"""A disk that is really mounted read-only, where this machine lets us mount.

Without that right the error's number stands in for it (``functional/test_faults``).
"""
import subprocess

from . import BIN, ROOT

#: Ways to a name space in which one may mount; the first that works here is taken.
WAYS = [way for way in (['unshare', '-rm'], ['unshare', '-m'])
        if subprocess.run([*way, 'mount', '-t', 'tmpfs', 'none', '/mnt'], check=False,
                          capture_output=True).returncode == 0]

if WAYS:
    def test_on_a_read_only_disk_people_are_told_and_reading_goes_on(tmp_path):
        done = subprocess.run(
            [*WAYS[0], BIN / 'pytest', '-q', '-p', 'no:cacheprovider',
             f'--basetemp={tmp_path}/inside', ROOT / 'tests/servers/readonly_disk.py'],
            check=False, capture_output=True, text=True, cwd=ROOT)

        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
        assert '1 passed' in done.stdout

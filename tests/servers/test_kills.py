"""A few of the kills of ``servers/kills.py``; ``make kills ARGS='zeo 1000'`` does many."""
import subprocess

import pytest

from . import BIN, ROOT


@pytest.mark.clause('23.3')
@pytest.mark.parametrize('kind', ['server', 'zeo', 'postgres'])
def test_what_was_acknowledged_is_there_after_a_kill_whole_and_indexed(kind):
    done = subprocess.run(
        [BIN / 'py', ROOT / 'tests/servers/kills.py', kind, '2'], check=False,
        capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr
    assert ', 0 complaints' in done.stdout
    assert ' 0 writes' not in done.stdout

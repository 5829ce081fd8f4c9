"""A few of the kills of ``servers/kills.py``; ``make kills ARGS='zeo 1000'`` does many."""
import pytest

from . import ROOT
from .nursery import done


@pytest.mark.clause('23.3')
@pytest.mark.parametrize('kind', ['server', 'zeo', 'postgres'])
def test_what_was_acknowledged_is_there_after_a_kill_whole_and_indexed(kind):
    ended = done(ROOT / 'tests/servers/kills.py', kind, '1')

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ', 0 complaints' in ended.stdout
    assert ' 0 writes' not in ended.stdout

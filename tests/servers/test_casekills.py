"""A few kills of what takes cases, from a seed (``make casekills`` makes 500)."""
import re

import pytest

from servers.casekills import FAULTS, run


@pytest.fixture
def kill(tmp_path, small_content):
    """``kill(kills, fault)``: what is wrong afterwards."""
    def some(kills, fault=''):
        (tmp_path / 'killed').mkdir()
        wrong, shown = run(tmp_path / 'killed', small_content, kills, 7, fault)
        assert any(words[0] == 'receipt' for words in shown)
        return wrong

    return some


def test_nothing_is_lost_and_nothing_happens_twice(kill):
    assert kill(8) == []


@pytest.mark.parametrize(('fault', 'told'), FAULTS.items())
def test_what_is_planted_is_found(kill, fault, told):
    assert re.search(told, '\n'.join(kill(4, fault)))

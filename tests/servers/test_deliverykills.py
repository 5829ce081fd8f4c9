"""A few kills of what delivers and of what receives (``make deliverykills`` makes 300)."""
import pytest

from servers.deliverykills import FAULTS, run


@pytest.fixture
def kill(tmp_path, small_content):
    """``kill(kills, fault)``: what is wrong afterwards."""
    def some(kills, fault=''):
        (tmp_path / 'killed').mkdir()
        wrong, shown = run(tmp_path / 'killed', small_content, kills, 5, fault)
        assert fault or int(shown[-1][3]) > kills  # so much was applied
        return wrong

    return some


def test_the_copy_is_equal_in_the_end_and_nothing_was_applied_twice(kill):
    assert kill(6) == []


@pytest.mark.parametrize('fault', FAULTS)
def test_what_is_planted_is_found(kill, fault):
    assert kill(9, fault) != []

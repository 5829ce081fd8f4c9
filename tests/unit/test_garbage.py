"""When cycles of objects are looked for."""
import gc

import pytest
from hanoiportal import main
from hanoiportal.garbage import left_for_later


def test_no_cycles_are_looked_for_in_the_block_and_again_after_it():
    with left_for_later():
        inside = gc.isenabled()

    assert (inside, gc.isenabled()) == (False, True)


def test_who_had_switched_that_off_finds_it_off():
    gc.disable()
    try:
        with left_for_later():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_start_that_fails_leaves_it_on():
    with pytest.raises(KeyError):
        main({}, **{'zodbconn.uri': 'nowhere://', 'portal.production': 'false'})

    assert gc.isenabled()

"""When cycles of objects are looked for."""
import gc
import weakref

import pytest
from hanoiportal import main
from hanoiportal.base.garbage import NEW, gather, left_for_later, never_mind_what_is


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


class Circle:
    """An object that holds itself."""

    def __init__(self):
        self.itself = self


def test_what_was_made_since_is_let_go_of_when_that_is_asked_for():
    with left_for_later():
        known = weakref.ref(Circle())
        before = known() is not None
        gather()

    assert (before, known()) == (True, None)


def test_a_start_that_fails_leaves_it_on():
    with pytest.raises(KeyError):
        main({}, **{'zodbconn.uri': 'nowhere://', 'portal.production': 'false'})

    assert gc.isenabled()


def test_a_server_keeps_what_there_is_and_looks_for_cycles_now_and_then():
    before, kept = gc.get_threshold(), gc.get_freeze_count()
    try:
        never_mind_what_is()
        found = gc.get_freeze_count() > kept, gc.get_threshold()
    finally:
        gc.set_threshold(*before)

    assert found == (True, (NEW, *before[1:]))

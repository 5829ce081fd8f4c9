"""When cycles of objects that nobody needs are looked for.

A start makes half a million objects and lets go of few.  Python's collector goes through all of
them again and again while they are made, which is a fifth of the time that a start takes.
"""
import gc
from contextlib import contextmanager


@contextmanager
def left_for_later():
    """Look for no cycles until the block ends; not at all if that was switched off before."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def never_mind_what_is():
    """Never again go through the objects that there are now, which a server keeps to its end."""
    gc.freeze()

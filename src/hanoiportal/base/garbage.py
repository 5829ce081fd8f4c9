"""When cycles of objects that nobody needs are looked for.

A start makes half a million objects and lets go of few; an import makes as many for every
thousand items.  Python's collector goes through all that there is again and again while more is
made: a fifth of the time of a start, a tenth of that of an import.
"""
import gc
from collections.abc import Iterator
from contextlib import contextmanager

from pyramid.request import Request

#: Objects made and kept since, before a server looks for cycles among them.  A page holds a
#: thousand for as long as it is made.
NEW = 10_000


@contextmanager
def left_for_later() -> Iterator[None]:
    """Look for no cycles until the block ends; not at all if that was switched off before."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def gather() -> None:
    """Look for cycles among what was made since this was done last, and let go of them."""
    gc.collect(1)


def never_mind_what_is() -> None:
    """Never again go through the objects that there are now, which a server keeps to its end, and
    through what is made from now on once for every ``NEW``.
    """
    gc.freeze()
    gc.set_threshold(NEW, *gc.get_threshold()[1:])


def let_go_at_end(request: Request, whole: object) -> None:
    """Let ``whole``, whose parts know it, let go of them when ``request`` is answered: what knows
    itself by its parts would wait for the collector of cycles.
    """
    request.add_finished_callback(lambda _request: vars(whole).clear())

"""Saving what a process has counted in memory."""
from collections.abc import Callable
from typing import Protocol, TypeVar

Counted = TypeVar('Counted')


class Tally(Protocol[Counted]):
    """What is counted in memory."""

    def take(self) -> Counted:
        """Return all that is counted, empty if nothing is, and forget it."""

    def add(self, counted: Counted, /) -> None:
        """Count again what was taken."""


def save_taken(tally: Tally[Counted], save: Callable[[Counted], object]) -> None:
    """Call ``save`` with what ``tally`` has counted, if anything; it forgets that only when it
    is saved.
    """
    taken = tally.take()
    if not taken:
        return
    try:
        save(taken)
    except BaseException:
        tally.add(taken)
        raise

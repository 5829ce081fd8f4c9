"""A second process, for a pure function of one argument after the other."""
from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Given = TypeVar('Given')
Made = TypeVar('Made')
Given_contra = TypeVar('Given_contra', contravariant=True)
Made_co = TypeVar('Made_co', covariant=True)


class IWorker(Protocol[Given_contra, Made_co]):
    """Does one function.  What is begun is ended before something else is begun."""

    def begin(self, argument: Given_contra) -> None:
        """Begin to do the function with ``argument``."""

    def end(self) -> Made_co:
        """Return what it makes of the argument; wait until it is there."""


class _Here(Generic[Given, Made]):
    """An ``IWorker`` of this process, which does all when it is to end."""

    def __init__(self, function: Callable[[Given], Made]) -> None:
        self._function = function

    def begin(self, argument: Given) -> None:
        """See ``IWorker``."""
        self._argument = argument

    def end(self) -> Made:
        """See ``IWorker``."""
        return self._function(self._argument)


class _There(Generic[Given, Made]):
    """An ``IWorker`` of the process behind ``pipe``; never two arguments are on the way, which
    would fill both pipes.
    """

    def __init__(self, pipe: Connection[Given, Made]) -> None:
        self._pipe = pipe

    def begin(self, argument: Given) -> None:
        """See ``IWorker``."""
        self._pipe.send(argument)

    def end(self) -> Made:
        """See ``IWorker``."""
        return self._pipe.recv()


@contextmanager
def working(function: Callable[[Given], Made],
            elsewhere: bool) -> Iterator[IWorker[Given, Made]]:
    """Give an ``IWorker`` of ``function``, which a module holds.

    ``elsewhere``: whether it works in a process of its own while this one does something else.
    """
    if not elsewhere:
        yield _Here(function)
        return
    # Not forked: a fork would hold the lock of the databases for as long as it lives.
    context = multiprocessing.get_context('spawn')
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there, function), daemon=True)
    process.start()
    there.close()
    try:
        yield _There(here)
    finally:
        here.close()
        process.join()


def _serve(pipe: Connection[Made, Given], function: Callable[[Given], Made]) -> None:
    """Work until the other end is closed, which it also is when its process dies: before or after
    it has read what was made.
    """
    with suppress(EOFError, ConnectionError, KeyboardInterrupt):
        while True:
            pipe.send(function(pipe.recv()))

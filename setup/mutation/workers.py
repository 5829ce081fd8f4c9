"""Processes that run tests on one mutant after another, each in a fork that ends with its fault.

A worker runs all tests once without a fault.  So its forks find the applications and portals made
that the tests share, and it knows which tests enter which functions: others are not run.
"""
import json
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NoReturn

import pytest

from .faults import Mutant
from .planting import Patient
from .reach import Watcher

#: How many times as long as without a fault, and how many seconds more, tests may take with one.
SLOWER, LATER = 5, 10


class Worker:
    """A worker with ``items``, tests, and a ``folder`` of its own for all that they write."""

    def __init__(self, session: pytest.Session, items: Iterable[pytest.Item], patient: Patient,
                 folder: Path) -> None:
        self._session, self._items, self._patient = session, list(items), patient
        self._folder, self._killer = folder, folder / 'killer'

    def start(self, planted: list[Mutant]) -> int:
        """Judge ``planted`` in a process of its own; return its id."""
        return _forked(lambda: self._work(planted))

    def survivors(self) -> list[int] | None:
        """Return the numbers of the mutants that survived, once the process has ended; ``None`` if
        the tests failed without a fault.
        """
        path = self._folder / 'survivors'
        return json.loads(path.read_text()) if path.exists() else None

    def _work(self, planted: list[Mutant]) -> bool:
        self._folder.mkdir()
        os.environ['PYTEST_DEBUG_TEMPROOT'] = tempfile.tempdir = str(self._folder)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(nowhere, stream)
        self._session.config.pluginmanager.unregister(name='terminalreporter')
        started = time.monotonic()
        reach = self._watched()
        if self._session.testsfailed:
            return False
        seconds = SLOWER * (time.monotonic() - started) + LATER
        if not self._survives(None, self._items, seconds):  # a fork sees what this process saw
            return False
        found, kept = [], _inside(self._folder)
        for number, mutant in enumerate(planted):
            items = reach.of(mutant.place, self._items)
            if not items or self._survives(mutant, items, seconds):
                found.append(number)
            for path in _inside(self._folder) - kept:
                _remove(path)
        (self._folder / 'survivors').write_text(json.dumps(found))
        return True

    def _watched(self) -> Watcher:
        """Run all tests without a fault; return what they entered."""
        watcher = Watcher()
        self._session.config.pluginmanager.register(watcher)
        self._patient.watch(watcher.entered)
        self._run(self._items)
        self._patient.heal()
        self._session.config.pluginmanager.unregister(watcher)
        return watcher

    def _survives(self, mutant: Mutant | None, items: list[pytest.Item], seconds: float) -> bool:
        """Return whether ``items`` pass with ``mutant``, or without, within ``seconds``."""
        child = _forked(lambda: self._fares(mutant, items))
        ends, found, status = time.monotonic() + seconds, 0, 0
        while not found:
            time.sleep(0.005)
            found, status = os.waitpid(child, os.WNOHANG)
            if not found and time.monotonic() > ends:
                os.kill(child, signal.SIGKILL)
                found, status = os.waitpid(child, 0)
        if self._killer.exists():  # the next fault is mostly near
            killer = self._killer.read_text()
            self._items.sort(key=lambda item: item.nodeid != killer)
            self._killer.unlink()
        return not status

    def _fares(self, mutant: Mutant | None, items: list[pytest.Item]) -> bool:
        if mutant is not None:
            self._patient.plant(mutant)
        killer = self._run(items)
        if killer is not None:
            self._killer.write_text(killer.nodeid)
        return killer is None

    def _run(self, items: list[pytest.Item]) -> pytest.Item | None:
        """Run ``items``; return the first that fails.  What a whole session shares stays."""
        for item, following in zip(items, [*items[1:], items[0]], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self._session.testsfailed:
                return item
        return None


def _forked(work: Callable[[], bool]) -> int:
    """Let a fork of this process do ``work``; return its id.  It ends with 0 if that is true."""
    child = os.fork()
    return child or _be_child(work)


def _be_child(work: Callable[[], bool]) -> NoReturn:
    status = 1
    try:
        os.setsid()
        status = int(not work())
    finally:
        os._exit(status)


def _inside(folder: Path) -> set[Path]:
    """Return what lies in ``folder`` down to where tests and applications have folders."""
    return {path for depth in range(1, 5) for path in folder.glob('/'.join('*' * depth))}


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)

"""Where the boxes lie: beside the databases, in no backup of them, and nowhere twice (ADR 71).

A survey has a folder in ``portal.ballots`` and one in ``portal.ballot_keys``; each version of it a
folder in both.  All files bear the same date, so that none tells when somebody answered.
"""
from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ...kernel.storage.durable import make_folder, settle_folder, write

_SURVEY = re.compile(r'[0-9A-Za-z-]{1,64}')
_VERSION = re.compile(r'v([1-9][0-9]*)')


class Place(NamedTuple):
    """The folders of one survey."""

    files: Path
    keys: Path

    def box(self, version: int) -> Place:
        """Return the folders of one version."""
        return Place(self.files / f'v{version}', self.keys / f'v{version}')

    def versions(self) -> list[int]:
        """Return the versions that have a box."""
        found = (_VERSION.fullmatch(each.name) for each in self.files.glob('v*'))
        return sorted(int(each[1]) for each in found if each)

    def make(self) -> None:
        """Make both folders, for their owner alone."""
        make_folder(self.files)
        make_folder(self.keys)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep all other threads and processes out of the survey."""
        self.make()
        with open(self.files / 'lock', 'ab') as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


class Places(NamedTuple):
    """The two folders of all surveys."""

    files: Path
    keys: Path

    def of(self, survey: str) -> Place:
        """Return the folders of ``survey``.  Raises ``ValueError`` for what is no id."""
        if not _SURVEY.fullmatch(survey):
            raise ValueError(f'no id of a survey: {survey!r}')
        return Place(self.files / survey, self.keys / survey)

    def surveys(self) -> list[str]:
        """Return the ids of all surveys that have a folder."""
        return sorted(each.name for each in self.files.glob('*') if _SURVEY.fullmatch(each.name))


def put(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path``, whole or not at all; durable."""
    write(path, content)
    undate(path)


def append(path: Path, record: bytes, width: int) -> None:
    """Write ``record`` to the end of ``path``; durable.  ``width``: what a whole number of records
    is long; half a record, left by a loss of power, is cut off first.
    """
    size = path.stat().st_size if path.exists() else 0
    end_with(path, record, size - size % width)


def end_with(path: Path, record: bytes, end: int) -> None:
    """Let ``record`` be all that stands behind the first ``end`` bytes of ``path``; durable."""
    handle = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        os.ftruncate(handle, end)
        os.pwrite(handle, record, end)
        os.fsync(handle)
    finally:
        os.close(handle)
        undate(path)
    if not end:
        settle_folder(path.parent)


def undate(path: Path) -> None:
    """Let ``path`` bear the date that all do."""
    os.utime(path, (0, 0))


def shred(path: Path) -> None:
    """Write over a file with a key, then remove it.

    What a device keeps of it by itself is out of reach: docs/operations/ballots.md.
    """
    try:
        handle = os.open(path, os.O_WRONLY)
    except FileNotFoundError:
        return
    try:
        os.pwrite(handle, os.urandom(os.fstat(handle).st_size), 0)
        os.fsync(handle)
    finally:
        os.close(handle)
    path.unlink(missing_ok=True)
    settle_folder(path.parent)

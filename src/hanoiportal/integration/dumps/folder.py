"""The folder of dumps: which are there, under which name each is, and who works on them.

Of each day there are a file, the list of its members beside it, and a card that names the file.
What is written anew is another file; it counts from the moment at which the card names it.
"""
from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ...kernel.storage import durable
from .interfaces import SUFFIX, Dump

#: Ends of the names of lists of members and of cards; beginning of what is being made; the lock.
MEMBERS, CARD, MAKING, LOCK = '.members', '.json', 'making', 'lock'


class DumpFolder:
    """The dumps in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def dumps(self) -> list[Dump]:
        """Return those that are there, the newest first."""
        found = [self._read(path) for path in self._folder.glob(f'????-??-??{CARD}')]
        return sorted(filter(None, found), reverse=True)

    def opened(self, dump: Dump) -> BinaryIO | None:
        """Return the file of ``dump``, ``None`` if another has taken its place."""
        try:
            return self.path(dump.file).open('rb')
        except FileNotFoundError:
            return None

    def path(self, name: str) -> Path:
        """Return where the file ``name`` is."""
        return self._folder / name

    def new_name(self, day: datetime.date) -> str:
        """Return a name for a file of ``day`` that no file has."""
        number = 0
        while self.path(name := f'{day.isoformat()}.{number}{SUFFIX}').exists():
            number += 1
        return name

    def put(self, dump: Dump) -> None:
        """Let ``dump``, whose file and list are there, be that of its day."""
        said = {**dump._asdict(), 'day': dump.day.isoformat(), 'made': dump.made.isoformat()}
        durable.write(self._card(dump.day), json.dumps(said).encode())

    def remove(self, dump: Dump) -> None:
        """Let ``dump`` be there no longer."""
        self._card(dump.day).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove the files that no card names, but for what is being made."""
        named = {dump.file for dump in self.dumps()}
        for path in self._folder.iterdir():
            file = path.name.removesuffix(MEMBERS)
            if file.endswith(SUFFIX) and not file.startswith(MAKING) and file not in named:
                path.unlink()

    def _card(self, day: datetime.date) -> Path:
        return self.path(day.isoformat() + CARD)

    def _read(self, path: Path) -> Dump | None:
        try:
            said = json.loads(path.read_bytes())
        except FileNotFoundError:
            return None
        return Dump(**{**said, 'day': datetime.date.fromisoformat(said['day']),
                       'made': datetime.datetime.fromisoformat(said['made'])})


@contextmanager
def alone(folder: Path, patience: int = 0) -> Iterator[DumpFolder | None]:
    """Give the ``DumpFolder`` in ``folder``, made when missing; ``None`` while another has it.

    ``patience``: seconds to wait for the other.
    """
    with durable.alone(folder / LOCK, patience) as is_mine:
        yield DumpFolder(folder) if is_mine else None

"""``IDumps``: one dump for each day, and nothing in any of them that is not public."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, BinaryIO

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.clock import local
from ...base.settings import ISettings
from ...platform.scheduling.interfaces import IEnvironment
from ..changes.interfaces import IChanges, NotReconciled, OtherEpoch, Position
from .folder import DumpFolder, alone
from .interfaces import (
    NEWEST,
    SUFFIX,
    Describe,
    Dump,
    DumpProblem,
    IDescribing,
    IDumps,
)
from .leaving import gone_since, list_of, write
from .making import Making
from .members import members_in

if TYPE_CHECKING:
    import datetime

#: Pause of the job and length of its slices, seconds; from a look at what has gone to the next;
#: the local hour from which a day has its dump.
EVERY, SLICE, LOOKING, HOUR = 15, 5, timedelta(minutes=10), 1
#: Seconds that a command waits for a slice of the scheduler.
PATIENCE = 30


@implementer(IDumps)
class Dumps:
    """See ``IDumps``."""

    def __init__(self, registry: Registry) -> None:
        settings = registry.getUtility(ISettings)
        self._folder = Path(settings.dumps) if settings.dumps else None
        self._days = settings.dumps_kept
        self._looked: datetime.datetime | None = None

    def dumps(self) -> list[Dump]:
        return [] if self._folder is None else DumpFolder(self._folder).dumps()

    def opened(self, name: str) -> tuple[Dump, BinaryIO] | None:
        if self._folder is None:
            return None
        kept = DumpFolder(self._folder)
        for _again in range(2):
            for dump in kept.dumps():
                if name not in (dump.name, NEWEST + SUFFIX):
                    continue
                file = kept.opened(dump)
                if file is not None:
                    return dump, file
                break
        return None

    def keep(self, environment: IEnvironment) -> None:
        if self._folder is None:
            return
        with alone(self._folder) as kept:
            if kept is not None:
                try:
                    self._keep(environment, kept, monotonic() + SLICE)
                except NotReconciled:
                    return

    def make(self, environment: IEnvironment) -> Dump:
        if self._folder is None:
            raise DumpProblem('portal.dumps names no folder')
        with _alone(self._folder) as kept:
            try:
                making = Making.begun(kept, local(environment.clock.now()).date(),
                                      _position(environment))
                with environment.registry.getUtility(IDescribing)(environment) as describe:
                    making.go_on(environment, describe, None)
                    made = _finished(environment, describe, kept, making)
            except NotReconciled:
                raise DumpProblem('run "bin/portal reconcile" first') from None
            self._tidy(kept)
            return made

    def forget(self) -> None:
        if self._folder is None:
            return
        with _alone(self._folder) as kept:
            for dump in kept.dumps():
                kept.remove(dump)
            self._tidy(kept)
            making = Making.found(kept)
            if making is not None:
                making.end()

    def _keep(self, environment: IEnvironment, kept: DumpFolder, until: float) -> None:
        position, now = _position(environment), environment.clock.now()
        with environment.registry.getUtility(IDescribing)(environment) as describe:
            if self._looked is None or now - self._looked >= LOOKING:
                if not _clean(environment, describe, kept, position, until):
                    return
                self._looked = now
            making = _unfinished(kept, position) or self._begun(environment, kept, position)
            if making is not None and making.go_on(environment, describe, until):
                _finished(environment, describe, kept, making)
        self._tidy(kept)

    def _begun(self, environment: IEnvironment, kept: DumpFolder,
               position: Position) -> Making | None:
        """Begin the dump of today if it is time."""
        now, dumps = local(environment.clock.now()), kept.dumps()
        if dumps and (dumps[0].day >= now.date() or now.hour < HOUR):
            return None
        return Making.begun(kept, now.date(), position)

    def _tidy(self, kept: DumpFolder) -> None:
        for dump in kept.dumps()[self._days:]:
            kept.remove(dump)
        kept.sweep()


@contextmanager
def _alone(folder: Path) -> Iterator[DumpFolder]:
    """Give the ``DumpFolder`` when nobody else works on it.  Raises ``DumpProblem``."""
    with alone(folder, PATIENCE) as kept:
        if kept is None:
            raise DumpProblem('another process is making one: try again later')
        yield kept


def _position(environment: IEnvironment) -> Position:
    """Return where the changes end; raises ``NotReconciled``."""
    def read() -> Position:
        changes: IChanges = environment.registry.getAdapter(environment.portal, IChanges)
        return changes.position()

    return environment.in_transaction(read)


def _unfinished(kept: DumpFolder, position: Position) -> Making | None:
    """Return what was begun, unless a restore has put the portal back since."""
    making = Making.found(kept)
    if making is not None and making.position.epoch != position.epoch:
        making.end()
        return None
    return making


def _clean(environment: IEnvironment, describe: Describe, kept: DumpFolder, position: Position,
           until: float) -> bool:
    """Take out of every dump what has gone since it was looked at; return whether all was done by
    ``until``.  One from before a restore goes: nobody knows what has gone since.
    """
    for dump in kept.dumps():
        if dump.checked == str(position):
            continue
        if monotonic() >= until:
            return False
        try:
            _check(environment, describe, kept, dump, position)
        except OtherEpoch:
            kept.remove(dump)
    return True


def _check(environment: IEnvironment, describe: Describe, kept: DumpFolder, dump: Dump,
           position: Position) -> None:
    gone = environment.in_transaction(
        partial(gone_since, environment, Position.parse(dump.checked)))
    path = kept.path(dump.file)
    with list_of(path).open('rb') as rows:
        is_concerned = any(each.concerned(gone) for each in members_in(rows))
    if is_concerned:
        file = kept.new_name(dump.day)
        with list_of(path).open('rb') as rows:
            items, size, sha256 = write(
                environment, describe, path, members_in(rows), kept.path(file), gone)
        dump = dump._replace(made=environment.clock.now(), items=items, file=file, size=size,
                             sha256=sha256)
    kept.put(dump._replace(checked=str(position)))


def _finished(environment: IEnvironment, describe: Describe, kept: DumpFolder,
              making: Making) -> Dump:
    """Let what was made be the dump of its day, without what has gone meanwhile."""
    checked = _position(environment)
    gone = environment.in_transaction(partial(gone_since, environment, making.position))
    file = kept.new_name(making.day)
    items, size, sha256 = write(
        environment, describe, making.path, making.members(), kept.path(file), gone)
    made = Dump(making.day, environment.clock.now(), str(making.position), str(checked), items,
                file, size, sha256)
    kept.put(made)
    making.end()
    return made

"""What has gone leaves the dumps from before: only the members that hold it are made anew."""
from __future__ import annotations

import gzip
import hashlib
from collections.abc import Collection, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ...kernel.storage import durable
from ...platform.scheduling.interfaces import IEnvironment
from ..changes.interfaces import ERASED, SUSPENDED, WITHDRAWN, IChanges, Position
from .folder import MEMBERS
from .interfaces import Describe, Line
from .members import Member, packed, read, row_of, unpacked

if TYPE_CHECKING:
    from ...base.interfaces import IResource

#: What these kinds are about may not stay as it was, also if it is public again.
_LEAVING = frozenset({ERASED, SUSPENDED, WITHDRAWN})


class Written(NamedTuple):
    """What was written.  ``lines``: number of them.  ``size``: bytes.  ``sha256``: of them."""

    lines: int
    size: int
    sha256: str


def gone_since(environment: IEnvironment, position: Position) -> frozenset[int]:
    """Return the object ids of what was taken from the public after ``position``.

    Raises ``OtherEpoch``, ``NotReconciled``.
    """
    changes: IChanges = environment.registry.getAdapter(environment.portal, IChanges)
    found: set[int] = set()
    while True:
        page = changes.since(position)
        found.update(int(each.id) for each in page.changes
                     if each.is_gone or each.kind in _LEAVING)
        if page.is_last:
            return frozenset(found)
        position = page.position


def write(environment: IEnvironment, describe: Describe, source: Path,
          members: Iterable[Member], target: Path, gone: Collection[int]) -> Written:
    """Write the ``members`` of ``source`` to ``target``, with their list beside it; the lines that
    may tell of what has ``gone`` are as ``describe`` has them now, or are left out.
    """
    total, size, digest = 0, 0, hashlib.sha256()
    with source.open('rb') as file, durable.fresh(target) as out, durable.fresh(
            list_of(target)) as rows:
        for each in members:
            member, content = each._replace(start=size), read(file, each)
            concerned = each.concerned(gone)
            if concerned:
                lines = environment.in_transaction(partial(
                    _kept, environment, describe, list(unpacked(content, each)), concerned))
                if not lines:
                    continue
                member, content = packed(lines, size)
            out.write(content)
            digest.update(content)
            rows.write(row_of(member))
            total, size = total + member.lines, size + len(content)
        if not size:
            content = gzip.compress(b'', mtime=0)
            size = out.write(content)
            digest.update(content)
        durable.settle(out)
        durable.settle(rows)
    return Written(total, size, digest.hexdigest())


def list_of(path: Path) -> Path:
    """Return where the list of members of the dump at ``path`` is."""
    return path.with_name(path.name + MEMBERS)


def _kept(environment: IEnvironment, describe: Describe, lines: Iterable[Line],
          concerned: frozenset[int]) -> list[Line]:
    """Return ``lines``, those that are ``concerned`` as they are now, if they still are."""
    objects, kept = environment.portal.__objectmap__, list[Line]()
    for line in lines:
        now: Line | None = line
        if line.id in concerned or not concerned.isdisjoint(line.places):
            found: IResource | None = objects.object_for(line.id)
            now = None if found is None else describe(found)
        if now is not None:
            kept.append(now)
    return kept

"""A dump as a file: members of gzip (RFC 1952), one after the other, and what is in which.

Whoever unpacks the file reads all members as one text.  Those of which no line goes are copied as
they are.
"""
from __future__ import annotations

import gzip
import json
from collections.abc import Collection, Iterable, Iterator
from typing import BinaryIO, NamedTuple

from .interfaces import Line

#: Lines of a member; how well it is packed: at 9 it takes twice the time for a fiftieth less.
LINES, LEVEL = 500, 6


class Member(NamedTuple):
    """A member.  ``start``, ``size``: bytes in the file.  ``first``, ``last``: object ids.

    ``lines``: number of them.  ``places``: in which any of its items stands.
    ``parts``: ``(part, item)``, what is told of besides and in whose line.
    """

    start: int
    size: int
    first: int
    last: int
    lines: int
    places: tuple[int, ...]
    parts: tuple[tuple[int, int], ...]

    def concerned(self, gone: Collection[int]) -> frozenset[int]:
        """Return the ids, of items and places, whose lines may tell of what has ``gone``."""
        found = {each for each in gone if self.first <= each <= self.last}
        found.update(each for each in self.places if each in gone)
        found.update(item for part, item in self.parts if part in gone)
        return frozenset(found)


def packed(lines: list[Line], start: int) -> tuple[Member, bytes]:
    """Return ``lines``, at least one, in the order of their ids, as a member that stands at
    ``start``.
    """
    content = gzip.compress(b''.join(each.text for each in lines), LEVEL, mtime=0)
    return Member(
        start, len(content), lines[0].id, lines[-1].id, len(lines),
        tuple(sorted({place for each in lines for place in each.places})),
        tuple((part, each.id) for each in lines for part in each.parts)), content


def unpacked(content: bytes, member: Member) -> Iterator[Line]:
    """Yield the lines of ``member``, which ``content`` is."""
    parts: dict[int, list[int]] = {}
    for part, item in member.parts:
        parts.setdefault(item, []).append(part)
    for text in gzip.decompress(content).splitlines(keepends=True):
        said = json.loads(text)
        number = int(said['id'])
        yield Line(number, text, tuple(map(int, said['places'])), tuple(parts.get(number, ())))


def read(file: BinaryIO, member: Member) -> bytes:
    """Return the bytes of ``member`` in ``file``."""
    file.seek(member.start)
    return file.read(member.size)


def row_of(member: Member) -> bytes:
    """Return the row of ``member`` in the list beside a dump."""
    return json.dumps(member, separators=(',', ':')).encode() + b'\n'


def members_in(rows: Iterable[bytes]) -> Iterator[Member]:
    """Yield the members of such a list; one that was not written to its end ends it."""
    for row in rows:
        if not row.endswith(b'\n'):
            return
        start, size, first, last, lines, places, parts = json.loads(row)
        yield Member(start, size, first, last, lines, tuple(places), tuple(map(tuple, parts)))

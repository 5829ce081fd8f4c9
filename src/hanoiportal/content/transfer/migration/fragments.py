"""Elements of a huge file, each by itself: a broken one spoils no other.

A file of gigabytes is never in memory as a whole, and each element is found again by its offset.
"""
from __future__ import annotations

import re
from collections.abc import Container, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from ....base.i18n import _
from .pieces import BadSource

CHUNK = 1 << 20
#: Bytes of one element; base-64 makes four of three bytes of a file.
LONGEST = 512 << 20
#: The first begins an element wherever it stands: exports are written with an indent.
_JSON = re.compile(rb'\n\},\{|["\\{}\n]')
_XML = re.compile(rb'<!\[CDATA\[|\]\]>|<item[\s>]|</item\s*>|\n')
#: Bytes that are looked at twice: as many as the longest that is found.
_OVERLAP = 16
_CDATA, _CDATA_END = b'<![CDATA[', b']]>'


class Span(NamedTuple):
    """Where an element stands.  ``line``: from 1.  ``start``, ``end``: bytes.

    ``whole``: whether it has an end.
    """

    line: int
    start: int
    end: int
    whole: bool = True


def where_of(span: Span, known: Container[str]) -> str:
    """Return how ``span`` is named: by its line, and its offset too if the line is ``known``."""
    line = str(span.line)
    return f'{line}:{span.start}' if line in known else line


def read(path: Path, span: Span) -> bytes:
    """Return the bytes of ``span`` in the file at ``path``.

    Raises ``BadSource`` if they are too many.
    """
    if span.end - span.start > LONGEST:
        raise BadSource(_('Dài quá ${limit} MB.', mapping={'limit': LONGEST >> 20}))
    with open(path, 'rb') as file:
        file.seek(span.start)
        return file.read(span.end - span.start)


def json_objects(path: Path) -> Iterator[Span]:
    """Yield the ``Span`` of each object of the JSON array in the file at ``path``."""
    yield from _spans(path, _JSON, _Json())


def xml_items(path: Path) -> Iterator[Span]:
    """Yield the ``Span`` of each ``<item>`` element in the file at ``path``; CDATA sections hold
    none.
    """
    yield from _spans(path, _XML, _Xml())


def _spans(path: Path, pattern: re.Pattern[bytes], reader: _Json | _Xml) -> Iterator[Span]:
    with open(path, 'rb') as file:
        for at, found in _marks(file, pattern):
            span = reader.take(at, found)
            if span is not None:
                yield span
        if reader.depth:
            yield Span(reader.line, reader.start, file.seek(0, 2), False)


class _Json:
    """Counts brackets outside of strings."""

    def __init__(self) -> None:
        self.depth, self.start, self.line, self._now = 0, 0, 1, 1
        self._quoted, self._escaped = False, -1

    def take(self, at: int, found: bytes) -> Span | None:
        if found.startswith(b'\n'):
            return self._next_line(at, found)
        if self._quoted:
            self._in_string(at, found)
        elif found == b'"':
            self._quoted = True
        elif found == b'{':
            if not self.depth:
                self.start, self.line = at, self._now
            self.depth += 1
        elif found == b'}' and self.depth:
            self.depth -= 1
            if not self.depth:
                return Span(self.line, self.start, at + 1)
        return None

    def _next_line(self, at: int, found: bytes) -> Span | None:
        """Count it; no string goes on there, and no element if the next one begins."""
        self._now += 1
        self._quoted = False
        if len(found) == 1:
            return None
        span = Span(self.line, self.start, at + 2) if self.depth else None
        self.depth, self.start, self.line = 1, at + 3, self._now
        return span

    def _in_string(self, at: int, found: bytes) -> None:
        if self._escaped == at:
            return
        if found == b'\\':
            self._escaped = at + 1
        elif found == b'"':
            self._quoted = False


class _Xml:
    """Sees where items begin and end."""

    def __init__(self) -> None:
        self.depth, self.start, self.line, self._now = 0, 0, 1, 1
        self._hidden = False

    def take(self, at: int, found: bytes) -> Span | None:
        if found == b'\n':
            self._now += 1
        elif found in (_CDATA, _CDATA_END):
            self._hidden = found == _CDATA
        elif self._hidden:
            return None
        elif found.startswith(b'</'):
            span = Span(self.line, self.start, at + len(found)) if self.depth else None
            self.depth = 0
            return span
        elif not self.depth:
            self.depth, self.start, self.line = 1, at, self._now
        return None


def _marks(file: BinaryIO, pattern: re.Pattern[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield ``(offset, what was found)``."""
    base, tail, last, more = 0, b'', -1, True
    while more:
        chunk = file.read(CHUNK)
        text, more = tail + chunk, bool(chunk)
        sure = len(text) - _OVERLAP if more else len(text)  # the rest may be the begin of another
        for found in pattern.finditer(text):
            if found.start() < sure and base + found.start() > last:
                last = base + found.end() - 1
                yield base + found.start(), found.group()
        tail = text[-_OVERLAP:]
        base += len(text) - len(tail)

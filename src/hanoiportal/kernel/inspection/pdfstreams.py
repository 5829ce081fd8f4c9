"""The streams of a PDF, and what their filters make of them when somebody opens it.

Readers' programs find an object by a table and then go by its dictionary, so whatever looks like
an object counts: behind a broken one, in another one, in no table.  What Flate has packed is
unpacked besides wherever a stream may begin, under whatever name.
"""
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import takewhile
from typing import NamedTuple, Protocol

from ...base.i18n import _
from .pdffilters import CHUNK, base16, base85, flate, lzw, runs
from .signatures import BadFile

_FIRST, _PIECE = 1 << 8, 1 << 16
#: Bytes that tell whether what was packed is packed again.
_HEAD = 1 << 12
_OBJECT = re.compile(rb'(?<=[\s\0\d])obj(?![A-Za-z])')
#: Bytes before it in which its number stands; in which it does if remarks stand between.
_NEAR, _FAR = 16, 1 << 12
_BLANKS = b' \t\r\n\f\0'
_STREAM = re.compile(rb'stream')
_LINE_END = re.compile(rb'[ \t]*(\r\n?|\n)?')
_LINE = re.compile(rb'[^\r\n]*(?:\r\n?|\n)?')
_BLANK = re.compile(rb'(?:[\s\0]+|%[^\r\n]*)*')
_WORD = re.compile(rb'<<|>>|<[^<>]*>?|/?[^\s\0()<>\[\]{}/%]+|.', re.DOTALL)
_IN_STRING = re.compile(rb'\\.|[()]', re.DOTALL)
_ESCAPED = re.compile(rb'#([0-9a-fA-F]{2})')
#: What a word of a dictionary costs besides its bytes, and a byte that is unpacked by Python.
_WORD_COST, _SLOW = 32, 16
_MOST_FILTERS = 8


class _Filter(NamedTuple):
    """``undo``: a function of ``pdffilters``.  ``packs``: what it undoes makes things small.

    ``cost``: what each byte that it reads counts.
    """

    undo: Callable[[Iterable[bytes]], Iterator[bytes]]
    packs: bool = False
    cost: int = 1


#: By name, in full and short; those of pictures are missing.
_FILTERS = {name.encode(): found for names, found in {
    'FlateDecode Fl': _Filter(flate, packs=True),
    'LZWDecode LZW': _Filter(lzw, packs=True, cost=_SLOW),
    'RunLengthDecode RL': _Filter(runs, packs=True, cost=_SLOW),
    'ASCII85Decode A85': _Filter(base85),
    'ASCIIHexDecode AHx': _Filter(base16),
    'Crypt': _Filter(iter),
}.items() for name in names.split()}
_FLATE, _LZW = _FILTERS[b'Fl'], _FILTERS[b'LZW']
#: The same, wherever ``EarlyChange`` is 0.
_LATE = _LZW._replace(undo=partial(lzw, early=0))


class Budget(Protocol):
    """How much may still come out."""

    def take(self, count: int) -> None:
        """Count so many bytes.  Raises ``BadFile`` when they are too many."""


def check_streams(content: bytes, budget: Budget) -> None:
    """Unpack the streams of the PDF ``content`` and throw away what comes out.

    What is read counts too: of two streams that lie in one another both read the same.
    Raises ``BadFile`` too if something is packed more than once, or if its filters are hidden.
    """
    for found in _STREAM.finditer(content):
        _measure(content, found.end(), [_FLATE], budget)
    for found in _OBJECT.finditer(content):
        if _is_numbered(content, found.start(), budget):
            for dictionary, end in _before_streams(content, found.end(), budget):
                for filters in dictionary.chains():
                    _measure(content, end, filters, budget)


class _Dictionary:
    """What the dictionary of a stream says of its filters, read word by word.

    ``depth``: how many are open.
    """

    def __init__(self) -> None:
        self.depth = 0
        self._chains: list[list[bytes]] = []
        self._awaited, self._open, self._hidden = False, False, False

    def read(self, word: bytes) -> None:
        """Go on to ``word``, which is no comment."""
        self.depth += (word == b'<<') - (word == b'>>')
        name = _ESCAPED.sub(_unescaped, word[1:]) if word[:1] == b'/' else None
        if self._open:
            self._open = word != b']'
            self._take(word, name)
        elif self._awaited:
            self._chains.append([])
            self._open, self._awaited = word == b'[', False
            self._take(word, name)
        if not self._open:
            self._awaited = name == b'Filter' or name == b'F' and self.depth == 1

    def _take(self, word: bytes, name: bytes | None) -> None:
        """Read a filter of the last chain, or what stands in its place."""
        if name is not None:
            self._chains[-1].append(name)
        self._hidden = self._hidden or word[:1].isdigit()

    def chains(self) -> list[list[_Filter]]:
        """Return the lists of filters to measure.  Raises ``BadFile``."""
        if self._hidden:
            raise BadFile(_('Tệp PDF giấu cách nén của nội dung; hãy lưu lại tệp.'))
        return [found for names in self._chains for found in _chains(names)]


def _unescaped(found: re.Match[bytes]) -> bytes:
    return bytes((int(found[1], 16),))


def _chains(names: list[bytes]) -> list[list[_Filter]]:
    """Return the lists of ``_Filter`` that ``names`` may mean; none for what is measured anyway.
    """
    found = [_FILTERS[name] for name in takewhile(_FILTERS.__contains__, names)]
    if sum(each.packs for each in found) > 1 or len(found) > _MOST_FILTERS:
        raise _twice()
    if found in ([], [_FLATE]):
        return []
    return [found, [_LATE if each is _LZW else each for each in found]][:1 + (_LZW in found)]


def _is_numbered(content: bytes, at: int, budget: Budget) -> bool:
    """Return whether a number may stand before the ``obj`` at ``at``: in programs none does."""
    before = content[max(0, at - _NEAR):at].rstrip(_BLANKS)
    if before[-1:].isdigit():
        return True
    budget.take(_FAR)
    before = content[max(0, at - _FAR):at].rstrip(_BLANKS)
    line = [b'', *before.splitlines()][-1]
    return before[-1:].isdigit() or b'%' in line or line == before


def _before_streams(
        content: bytes, start: int, budget: Budget) -> Iterator[tuple[_Dictionary, int]]:
    """Yield the ``_Dictionary`` of the object whose content begins at ``start``, with the end of
    the word ``stream``; more of them if it is broken.
    """
    dictionary = _Dictionary()
    for word, end in _words(content, start, budget):
        if word == b'stream':
            yield dictionary, end
        if word in (b'stream', b'endobj') and dictionary.depth <= 0:
            return
        dictionary.read(word)


def _words(content: bytes, start: int, budget: Budget) -> Iterator[tuple[bytes, int]]:
    """Yield each word of PDF from ``start`` on, with its end; of a string its bracket."""
    end = start
    while end < len(content):
        begin = _end(_BLANK.match(content, end), end)
        found = _WORD.match(content, begin)
        word, after = (found[0], found.end()) if found else (b'', begin)
        if word == b'(':
            after = _end_of_string(content, after, budget)
        budget.take(after - end + _WORD_COST)
        end = after
        yield word, end


def _end(found: re.Match[bytes] | None, start: int) -> int:
    return found.end() if found else start


def _end_of_string(content: bytes, start: int, budget: Budget) -> int:
    depth = 1
    for found in _IN_STRING.finditer(content, start):
        budget.take(_WORD_COST)
        depth += {b'(': 1, b')': -1}.get(found[0], 0)
        if not depth:
            return found.end()
    return len(content)


def _measure(content: bytes, keyword_end: int, filters: list[_Filter], budget: Budget) -> None:
    """Undo ``filters`` of the stream whose keyword ends there, as far as it can be done."""
    for start in _starts(content, keyword_end, budget):
        pieces = _pieces(content, start)
        for each in filters:
            pieces = each.undo(_counted(pieces, budget, each.cost))
        head = b''
        for piece in _counted(pieces, budget):
            head += piece[:_HEAD - len(head)]
        if _is_packed(head):
            raise _twice()


def _starts(content: bytes, keyword_end: int, budget: Budget) -> list[int]:
    """Return where data may begin: some programs pass over the rest of the line."""
    ended = _LINE_END.match(content, keyword_end)
    end = _end(ended, keyword_end)
    if ended and ended[1]:
        return [end]
    line_end = _end(_LINE.match(content, keyword_end), keyword_end)
    budget.take(line_end - keyword_end)
    return [end, line_end]


def _pieces(content: bytes, start: int) -> Iterator[bytes]:
    size = _FIRST
    while start < len(content):
        yield content[start:start + size]
        start, size = start + size, min(2 * size, _PIECE)


def _counted(pieces: Iterable[bytes], budget: Budget, cost: int = 1) -> Iterator[bytes]:
    """Yield ``pieces`` as long as ``budget`` lasts."""
    for piece in pieces:
        budget.take(len(piece) * cost)
        yield piece


def _is_packed(head: bytes) -> bool:
    """Return whether something that begins with ``head`` can be unpacked again."""
    with suppress(zlib.error):
        return bool(zlib.decompressobj().decompress(head, CHUNK))
    return False


def _twice() -> BadFile:
    return BadFile(_('Tệp PDF nén một nội dung nhiều lần; hãy lưu lại tệp.'))

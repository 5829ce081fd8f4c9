"""Filters of PDF, undone piece by piece to count what comes out (ISO 32000-2, 7.4).

Each takes an iterator of bytes and yields bytes; it ends where its data end, or break.  Where
readers' programs differ over broken data, more comes out here rather than less.
"""
import struct
import zlib
from binascii import unhexlify
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain

#: Bytes that come out at once, at most.
CHUNK = 1 << 20
_GATHERED = 1 << 16
_CLEAR, _END, _NARROWEST, _WIDEST = 256, 257, 9, 12
_SINGLE = [*(bytes((byte,)) for byte in range(256)), b'', b'']
_RUNS_END = 128
_BLANK = b' \t\r\n\f\0'
_ZERO, _BASE = ord('!'), 85
_NO_DIGITS = bytes(set(range(256)) - set(range(_ZERO, _ZERO + _BASE)))
_NO_HEX = bytes(set(range(256)) - set(b'0123456789abcdefABCDEF'))


def flate(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Undo FlateDecode."""
    unpacker = zlib.decompressobj()
    with suppress(zlib.error):
        for piece in pieces:
            rest = piece
            while rest and not unpacker.eof:
                yield unpacker.decompress(rest, CHUNK)
                rest = unpacker.unconsumed_tail
            if unpacker.eof:
                return


def lzw(pieces: Iterable[bytes], early: int = 1) -> Iterator[bytes]:
    """Undo LZWDecode.  ``early``: its ``EarlyChange``."""
    return _gathered(_strings(pieces, early))


def _strings(pieces: Iterable[bytes], early: int) -> Iterator[bytes]:
    """Yield what each code stands for."""
    table, last, width, bits, held = _SINGLE[:], b'', _NARROWEST, 0, 0
    for byte in chain.from_iterable(pieces):
        bits, held = bits << 8 | byte, held + 8
        if held < width:
            continue
        held -= width
        code, bits = bits >> held, bits & (1 << held) - 1
        if code == _END:
            return
        if code == _CLEAR:
            table, last, width = _SINGLE[:], b'', _NARROWEST
            continue
        found = table[code] if code < len(table) else last + last[:1]
        if last and len(table) < 1 << _WIDEST:
            table.append(last + found[:1])
            width = min(_WIDEST, max(_NARROWEST, (len(table) + early).bit_length()))
        last = found
        yield found


def runs(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Undo RunLengthDecode."""
    return _gathered(_runs(pieces))


def _runs(pieces: Iterable[bytes]) -> Iterator[bytes]:
    rest = b''
    for piece in pieces:
        rest, at = rest + piece, 0
        while at < len(rest):
            length = rest[at]
            if length == _RUNS_END:
                return
            end = at + 2 + (length if length < _RUNS_END else 0)
            if end > len(rest):
                break
            run = rest[at + 1:end]
            yield run if length < _RUNS_END else run * (257 - length)
            at = end
        rest = rest[at:]


def _gathered(strings: Iterable[bytes]) -> Iterator[bytes]:
    """Yield ``strings`` in larger pieces."""
    found: list[bytes] = []
    size = 0
    for string in strings:
        found.append(string)
        size += len(string)
        if size >= _GATHERED:
            yield b''.join(found)
            found, size = [], 0
    yield b''.join(found)


def base85(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Undo ASCII85Decode."""
    rest = b''
    for text in _text(pieces, b'~'):
        digits = rest + text.replace(b'z', b'!!!!!').translate(None, _NO_DIGITS)
        whole = len(digits) - len(digits) % 5
        rest = digits[whole:]
        yield _words(digits[:whole])
    yield _words(rest.ljust(5, b'u'))[:max(0, len(rest) - 1)]


def _words(digits: bytes) -> bytes:
    """Return the four bytes that each five of ``digits`` stand for."""
    zero = _ZERO * (_BASE ** 5 - 1) // (_BASE - 1)
    numbers = [((((a * 85 + b) * 85 + c) * 85 + d) * 85 + e - zero) & 0xffffffff
               for a, b, c, d, e in zip(*[iter(digits)] * 5, strict=True)]
    return struct.pack(f'>{len(numbers)}I', *numbers)


def base16(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Undo ASCIIHexDecode."""
    rest = b''
    for text in _text(pieces, b'>'):
        digits = rest + text.translate(None, _NO_HEX)
        whole = len(digits) - len(digits) % 2
        rest = digits[whole:]
        yield unhexlify(digits[:whole])


def _text(pieces: Iterable[bytes], end: bytes) -> Iterator[bytes]:
    """Yield ``pieces`` up to the sign ``end``, without blanks and ``<~`` before them."""
    rest, begin = iter(pieces), b''
    while len(begin) < 2 and (piece := next(rest, b'')):
        begin = (begin + piece).lstrip(_BLANK)
    for piece in chain([begin.removeprefix(b'<~')], rest):
        text, found, _behind = piece.partition(end)
        for at in range(0, len(text), _GATHERED):
            yield text[at:at + _GATHERED]
        if found:
            return

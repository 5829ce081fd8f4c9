"""Text in pieces, each in its font, made Unicode paragraph by paragraph."""
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Protocol

from hanoiportal.base.text import VNI, convert, is_syllable, legacy_encoding, nfc

from .names import Face, face_of

#: What only Unicode writes: a text with one of them is not of a font of before it.
_BEYOND = re.compile(
    '[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0'
    '\u0300-\u036f\u1ea0-\u1ef9]')
_WORD = re.compile('[a-zA-Z\u00a1-\u00fe]+')


class Holder(Protocol):
    """An element of XML that holds text."""

    text: str | None


@dataclass
class Stretch:
    """Text of one font.  ``holder``: has it.  ``font``: its name, ``None`` if not known."""

    holder: Holder
    font: str | None

    @property
    def text(self) -> str:
        return self.holder.text or ''


@dataclass
class Found:
    """What was found in one document.

    ``changed``: where text became Unicode.  ``left``: where text stands that cannot.  ``fonts``:
    names of fonts and encodings of both.
    """

    changed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    fonts: list[str] = field(default_factory=list)

    def convert(self, stretches: Iterable[Stretch], place: str) -> None:
        """Make the ``stretches`` of a paragraph, which stands at ``place``, Unicode."""
        full = [stretch for stretch in stretches if stretch.text]
        rest = []
        for face, group in groupby(full, lambda stretch: face_of(stretch.font)):
            part = list(group)
            if face is None:
                rest.append(''.join(stretch.text for stretch in part))
            elif not is_unicode([stretch.text for stretch in part], face.encoding):
                self._found(part, face, place)
        encoding = legacy_encoding(' '.join(rest))
        if encoding:
            _add(self.left, place)
            _add(self.fonts, encoding.upper())

    def _found(self, part: list[Stretch], face: Face, place: str) -> None:
        texts = [stretch.text for stretch in part]
        if not face.encoding and all(map(str.isascii, texts)):
            return
        for stretch in part:
            _add(self.fonts, stretch.font or '')
        _add(self.changed if face.encoding else self.left, place)
        if face.encoding:
            for stretch, text in zip(part, converted(texts, face), strict=True):
                stretch.holder.text = text


def _add(found: list[str], value: str) -> None:
    if value not in found:
        found.append(value)


def is_unicode(texts: Iterable[str], encoding: str) -> bool:
    """Return whether ``texts``, though a font of ``encoding`` is named for them, are Unicode:
    programs show them in another font, and converting them would spoil them.
    """
    text = nfc(''.join(texts))
    if _BEYOND.search(text):
        return True
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if not words or not encoding:
        return False
    return _readable(words) > _readable([convert(word, encoding) for word in words])


def _readable(words: list[str]) -> int:
    return sum(is_syllable(nfc(word.lower())) for word in words)


def converted(texts: Sequence[str], face: Face) -> list[str]:
    """Return ``texts``, which follow one another in a font of ``face``, in Unicode, in pieces.

    A mark of VNI that stands in the piece after its letter goes to the letter.
    """
    pieces = _joined(texts) if face.encoding == VNI else list(texts)
    whole = convert(''.join(pieces), face.encoding)
    if face.encoding == VNI or len(whole) != len(''.join(pieces)):
        found = [convert(piece, face.encoding) for piece in pieces]
    else:
        found = _cut(whole, pieces)
    return [piece.upper() for piece in found] if face.capitals else found


def _cut(whole: str, pieces: Sequence[str]) -> list[str]:
    found, start = [], 0
    for piece in pieces:
        found.append(whole[start:start + len(piece)])
        start += len(piece)
    return found


def _joined(texts: Sequence[str]) -> list[str]:
    pieces = list(texts)
    for number, after in enumerate(pieces[1:], 1):
        pair = pieces[number - 1][-1:] + after[:1]
        if len(pair) == 2 and len(convert(pair, VNI)) == 1:
            pieces[number - 1] += after[0]
            pieces[number] = after[1:]
    return pieces

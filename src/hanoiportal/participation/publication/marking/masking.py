"""What a person decides on marks, brought into the text."""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from unicodedata import normalize

from ..interfaces import CONCEALED, KEEP, Mark
from .marks import KINDS, marks_of

_MASKS = re.compile('|'.join(map(re.escape, (
    CONCEALED, *(f'[{kind}]' for kind in KINDS.values())))))


def masked(text: str) -> str:
    """Return ``text`` with every mark masked.

    >>> masked('Gọi cho tôi: 0912 345 678.')
    'Gọi cho tôi: [số điện thoại].'
    """
    return applied(text, marks_of(text), {})


def applied(text: str, marks: Sequence[Mark], instead: Mapping[str, str]) -> str:
    """Return ``text`` with what a person has decided on its ``marks``.

    ``instead``: what stands in the place of a piece, which may be the piece itself; pieces that
    are not in it are masked by the name of their kind.
    """
    text, parts, at = normalize('NFC', text), [], 0
    for mark in marks:
        mask = f'[{KINDS[mark.kind]}]'
        parts += [text[at:mark.start], instead.get(mark.text, mask)]
        at = mark.end
    return ''.join([*parts, text[at:]])


def unmasked(text: str) -> str:
    """Return ``text`` without its masks, such as to make an address of it.

    >>> unmasked('Tôi là [họ tên], hỏi về [đã che]')
    'Tôi là , hỏi về '
    """
    return _MASKS.sub('', normalize('NFC', text))


def left_over(text: str, decided: Mapping[str, str]) -> tuple[Mark, ...]:
    """Return the marks of ``text`` that nobody has ``decided`` to keep: ``{piece: decision}``."""
    return tuple(mark for mark in marks_of(text) if decided.get(mark.text) != KEEP)

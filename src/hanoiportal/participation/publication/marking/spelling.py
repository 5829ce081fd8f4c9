"""Vietnamese as people type it, brought to a form that patterns read: as long as the text."""
from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: One syllable, with or without marks.
SYLLABLE = re.compile(r'[^\W\d_]+')
#: Masks of what mostly had capitals (``marks.KINDS``): so many count in their place.
_MASK, _CAPITALS = re.compile(r'\[(?:họ tên|địa chỉ)\]'), 'A A'


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character in 'đĐ':
        return 'd'
    base = unicodedata.normalize('NFD', character)[0].lower()
    return base if len(base) == 1 else character


def plain(text: str) -> str:
    """Return ``text``, NFC, in small letters without marks, character for character.

    >>> plain('Tôi là Đỗ Văn Ứng')
    'toi la do van ung'
    """
    return ''.join(map(_plain, text))


def has_marks(text: str) -> bool:
    """Return whether ``text`` is typed with marks."""
    return plain(text) != text.lower()


def is_shouted(text: str) -> bool:
    """Return whether nearly all letters of ``text`` are capitals, so that they tell nothing."""
    letters = [each for each in text if each.isalpha()]
    return bool(letters) and sum(each.isupper() for each in letters) > 0.8 * len(letters)


def is_whispered(text: str) -> bool:
    """Return whether hardly any word of ``text`` begins with a capital; masks count as what they
    hide, so that a text is read alike before and after it is masked.
    """
    text = _MASK.sub(_CAPITALS, text)
    capitals = [found.group()[0].isupper() for found in SYLLABLE.finditer(text)]
    return sum(capitals) <= max(1, len(capitals) // 20)

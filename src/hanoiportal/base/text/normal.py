"""Normal forms of a text: to store, to compare, to search, to sort."""
import re
import unicodedata
from functools import lru_cache

from .syllable import TONES, place_tone, take_tone

# U+0111 has no decomposition, so NFD alone would leave it in place; the two others are
# look-alikes that keyboards and old converters put in its stead.
_CROSSED_D = str.maketrans('đðɖ', 'ddd')
_LETTERS = re.compile(r'[^\W\d_]+')
_SORTED_RUNS = re.compile(r'[0-9]+|[^\W0-9_]+')
_ALPHABET = {
    letter: chr(0x41 + rank)
    for rank, letter in enumerate('aăâbcdđeêfghijklmnoôơpqrstuưvwxyz')}


def nfc(text: str) -> str:
    """Return ``text`` in NFC, the only form the portal stores or compares (TCVN 6909:2001)."""
    return unicodedata.normalize('NFC', text)


def fold(text: str) -> str:
    """Return ``text`` lower-cased with every tone and diacritic removed.

    Used for search keys and slugs, never for display.

    >>> fold('Thủ tục ĐĂNG KÝ')
    'thu tuc dang ky'
    """
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    stripped = unicodedata.normalize('NFD', lowered.translate(_CROSSED_D))
    return ''.join(c for c in stripped if not unicodedata.combining(c))


def tone_key(text: str) -> str:
    """Return ``text`` lower-cased, in NFC, each tone mark where the older spelling puts it.

    Two texts with the same key read the same, whichever keyboard typed them.

    >>> tone_key('HOÀ BÌNH') == tone_key('Hòa Bình')
    True
    """
    return _LETTERS.sub(lambda found: place_tone(found[0]), nfc(text.lower()))


@lru_cache(maxsize=4096)  # titles of places and names of people, sorted again with each list
def collate(text: str) -> str:
    """Return a key that sorts as a Vietnamese dictionary does.

    Syllable by syllable: first the letters (a ă â b c d đ e ê …), then the tone (none, huyền,
    hỏi, ngã, sắc, nặng).  Runs of digits sort by value.  Case and punctuation do not count.
    """
    return ''.join(map(_run_key, _SORTED_RUNS.findall(nfc(text.lower()))))


@lru_cache(maxsize=8192)  # about as many as there are syllables
def _run_key(run: str) -> str:
    if run[0] in '0123456789':
        digits = run.lstrip('0') or '0'
        return f'{len(digits):09d}{digits}\x01\x00'
    letters, tones = take_tone(run)
    ranks = ''.join(_ALPHABET.get(letter, letter) for letter in letters)
    return ranks + '\x01' + ''.join(str(TONES.index(tone) + 1) for tone in tones) + '\x00'

"""What may have been meant by a word that nobody writes: keys, sounds and slips of a finger."""
import re
import unicodedata
from collections.abc import Iterable

from .normal import fold
from .syllable import TONES, is_syllable, place_tone

LETTERS = 'abcdefghijklmnopqrstuvwxyz'
#: Shorter and longer words are not looked at.
SHORTEST, LONGEST = 2, 20
_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = tuple(TONES)
_TELEX = {'f': _GRAVE, 's': _ACUTE, 'r': _HOOK, 'x': _TILDE, 'j': _DOT}
_VNI = {'2': _GRAVE, '1': _ACUTE, '3': _HOOK, '4': _TILDE, '5': _DOT}
_HATS, _HORNS, _BREVE = {'a': 'â', 'e': 'ê', 'o': 'ô'}, {'u': 'ư', 'o': 'ơ'}, {'a': 'ă'}
_VNI_SIGNS = {'6': _HATS, '7': _HORNS, '8': _BREVE, '9': {'d': 'đ'}}
#: Beginnings that sound the same to many.
_SOUNDS = (('l', 'n'), ('s', 'x'), ('tr', 'ch'), ('d', 'gi', 'r'))
_VOWELS = re.compile('[aeiouy]')


def meant_by(word: str) -> dict[str, int]:
    """Return the folded words that may have been meant by ``word``, marked and in lower case, each
    with a number: the less, the more likely.

    ``0``: its keys were left unread by the keyboard's program (Telex, VNI).  ``1``: it begins
    with what sounds the same.  ``2``: two letters changed places.  ``3``: one was left out.
    ``4``: one is too many.  ``5``: one is another.
    """
    plain = fold(word)
    if not SHORTEST <= len(plain) <= LONGEST or not plain.isalnum():
        return {}
    found: dict[str, int] = {}
    for number, ways in enumerate((_keys(word), _sounds(plain), *_slips(plain))):
        for way in ways:
            found.setdefault(way, number)
    found.pop(plain, None)
    found.pop('', None)
    return found


def _keys(word: str) -> list[str]:
    return [fold(read) for read in (_telex(word), _vni(word)) if read]


def _telex(word: str) -> str:
    """Return the syllable of which ``word`` is the keys of Telex, ``''`` if of none."""
    text, tone = word, ''
    for at, sign in enumerate(word):
        if sign in _TELEX and _VOWELS.search(fold(word[:at])):
            text, tone = word[:at] + word[at + 1:], _TELEX[sign]
    if text.startswith('d') and 'd' in text[1:]:
        text = 'đ' + text[1:].replace('d', '', 1)
    for letter, hat in _HATS.items():
        if text.count(letter) == 2:
            text = text.replace(letter, hat, 1).replace(letter, '', 1)
    if 'w' in text:
        text = _horned(text.replace('w', ''))
    return _syllable(text, tone, word)


def _horned(text: str) -> str:
    if 'uo' in text:
        return text.replace('uo', 'ươ')
    at = max(map(text.rfind, 'aou'))
    return text[:at] + {**_HORNS, **_BREVE}.get(text[at:at + 1], '') + text[at + 1:]


def _vni(word: str) -> str:
    """Return the syllable of which ``word`` is the keys of VNI, ``''`` if of none."""
    text, tone = '', ''
    for sign in word:
        if sign in _VNI:
            tone = _VNI[sign]
        elif sign in _VNI_SIGNS:
            text = _changed_last(text, _VNI_SIGNS[sign])
        else:
            text += sign
    return _syllable(text, tone, word)


def _changed_last(text: str, changes: dict[str, str]) -> str:
    """Return ``text`` with the last letter changed of those that ``changes`` has."""
    at = max(map(text.rfind, changes))
    return text if at < 0 else text[:at] + changes[text[at]] + text[at + 1:]


def _syllable(text: str, tone: str, word: str) -> str:
    at = max((found.end() for found in _VOWELS.finditer(fold(text))), default=0)
    marked = unicodedata.normalize('NFC', text[:at] + tone + text[at:])
    marked = place_tone(marked)
    return marked if marked != word and is_syllable(marked) else ''


def _sounds(plain: str) -> list[str]:
    found = []
    for forms in _SOUNDS:
        begun = max((form for form in forms if plain.startswith(form)), key=len, default='')
        if begun:
            found += [form + plain[len(begun):] for form in forms if form != begun]
    return found


def _slips(plain: str) -> tuple[Iterable[str], ...]:
    parts = [(plain[:at], plain[at:]) for at in range(len(plain) + 1)]
    return (
        [head + tail[1] + tail[0] + tail[2:] for head, tail in parts if tail[1:]],
        [head + letter + tail for head, tail in parts for letter in LETTERS],
        [head + tail[1:] for head, tail in parts if tail],
        [head + letter + tail[1:] for head, tail in parts if tail for letter in LETTERS])

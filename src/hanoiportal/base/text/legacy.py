"""Legacy encodings: Vietnamese typed in TCVN3 (ABC) or VNI fonts, read as if it were Latin-1.

Clause 11.2 asks for Unicode by TCVN 6909:2001; such text must be found, and converted or refused.
"""
import re
from functools import cache, lru_cache

from .normal import nfc
from .syllable import is_syllable

TCVN3, VNI = 'tcvn3', 'vni'

_TCVN3 = dict(zip(
    '¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ',
    'ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ',
    strict=True))
_TCVN3_TABLE = str.maketrans(_TCVN3)

# In VNI a mark is a letter of its own, after the vowel it belongs to.
_VNI_MARKS = {
    'ø': '\u0300', 'ù': '\u0301', 'û': '\u0309', 'õ': '\u0303', 'ï': '\u0323',
    'ê': '\u0306', 'è': '\u0306\u0300', 'é': '\u0306\u0301', 'ú': '\u0306\u0309',
    'ü': '\u0306\u0303', 'ë': '\u0306\u0323',
    'â': '\u0302', 'à': '\u0302\u0300', 'á': '\u0302\u0301', 'å': '\u0302\u0309',
    'ã': '\u0302\u0303', 'ä': '\u0302\u0323'}
_VNI_LETTERS = {'ô': 'ơ', 'ö': 'ư', 'ñ': 'đ', 'î': 'ỵ', 'æ': 'ỉ', 'ó': 'ĩ', 'ò': 'ị'}
_VNI_BASES = {'a': 'øùûõïêèéúüëâàáåãä', 'eo': 'øùûõïâàáåãä', 'uyôö': 'øùûõï'}
_VNI = {
    base + mark: nfc(_VNI_LETTERS.get(base, base) + _VNI_MARKS[mark])
    for bases, marks in _VNI_BASES.items() for base in bases for mark in marks}
_VNI.update(_VNI_LETTERS)
_VNI.update({
    legacy.upper(): letter.upper() for legacy, letter in _VNI.items()})
_VNI.update({
    legacy[0].upper() + legacy[1]: letter.upper()
    for legacy, letter in _VNI.items() if len(legacy) == 2})

_WORD = re.compile(r'[a-zA-Z\u00a1-\u00fe\u0100-\u01b4\u0300-\u036f\u1ea0-\u1ef9]+')
_BASE = re.compile('[a-zA-Z]')
_LAST_ASCII_LETTER, _LAST_OF_LATIN_1 = 'z', '\xff'
_ABBREVIATION = re.compile('[A-Z§ÑĐ]+')

# Two French words may by accident turn into syllables ("tôt", "dû"); three distinct ones, with
# nearly all of the rest, never did.
_LEAST_WORDS = 3
_NONE, _LATIN, _BEYOND_LATIN = range(3)
_LONGEST = 64  # of the words that are remembered
_LEAST_READABLE = 0.85
#: Of words with marks 15 in a hundred may be such as only Unicode writes.
_UNICODE, _MARKED = 20, 3


@cache
def _vni_unit() -> re.Pattern[str]:
    """Return what finds a letter of VNI with its mark; few texts need it."""
    return re.compile('|'.join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def legacy_encoding(text: str) -> str | None:
    """Return ``'tcvn3'`` or ``'vni'`` if ``text`` was typed in that encoding, else ``None``.

    ``text``: plain text, its bytes decoded as Latin-1 or cp1252.

    Says ``None`` rather than guess: a few names with foreign accents, Unicode Vietnamese, or
    a single legacy word among others give no answer.
    """
    # No word has white space in it, and what stands between two of it comes back again and again.
    runs = text.split()
    is_any_long = max(map(len, runs), default=0) > _LONGEST
    if sum(map(_weighed if is_any_long else _weight, runs)) > 0:
        return None
    words = _WORD.findall(text)
    marked = [word for word in words if _marks(word) != _NONE]
    foreign = [word for word in marked if not is_syllable(nfc(word.lower()))]
    if len(set(foreign)) < _LEAST_WORDS:
        return None
    found = max((TCVN3, VNI), key=lambda encoding: _readable(foreign, encoding))
    convincing = all(
        _readable(words, found) >= _LEAST_READABLE * len(words) for words in (foreign, marked))
    return found if convincing else None


def convert(text: str, encoding: str) -> str:
    """Return ``text`` in Unicode, NFC.

    ``encoding``: ``'tcvn3'`` or ``'vni'``; see ``legacy_encoding``.

    TCVN3 keeps capitals in a font of their own, so its words and lines whose plain letters are
    all capitals become capitals whole.  Raises ``ValueError`` on another encoding.
    """
    if encoding == TCVN3:
        return nfc('\n'.join(_from_tcvn3(line) for line in text.split('\n')))
    if encoding == VNI:
        return nfc(_vni_unit().sub(lambda found: _VNI[found[0]], text))
    raise ValueError(f'not a legacy encoding: {encoding!r}')


def _marks(word: str) -> int:
    """Return which marks ``word`` has; what has no plain letter, or abbreviates, counts as none.
    """
    return _marks_of(word) if len(word) <= _LONGEST else _looked_at(word)


def _looked_at(word: str) -> int:
    if word.isascii() or min(word) > _LAST_ASCII_LETTER:
        return _NONE
    if word.isupper() and _ABBREVIATION.fullmatch(word):
        return _NONE
    return _BEYOND_LATIN if max(word) > _LAST_OF_LATIN_1 else _LATIN


#: A language has few words, and they are read many times.
_marks_of = lru_cache(maxsize=2 ** 15)(_looked_at)


def _weighed(run: str) -> int:
    """Return by how much the words of ``run`` speak for Unicode; below zero against it."""
    marks = list(map(_marks, _WORD.findall(run)))
    return _UNICODE * marks.count(_BEYOND_LATIN) - _MARKED * (len(marks) - marks.count(_NONE))


_weight = lru_cache(maxsize=2 ** 15)(_weighed)


def _readable(words: list[str], encoding: str) -> int:
    return sum(is_syllable(convert(word, encoding).lower()) for word in words)


def _from_tcvn3(line: str) -> str:
    converted = line.translate(_TCVN3_TABLE)
    if _all_capitals(line) and any(map(_capital_word, _WORD.findall(line))):
        return converted.upper()
    return _WORD.sub(lambda found: _raised(found[0], line[slice(*found.span())]), converted)


def _raised(word: str, typed: str) -> str:
    return word.upper() if _capital_word(typed) else word


def _capital_word(typed: str) -> bool:
    return not typed.isascii() and _all_capitals(typed)


def _all_capitals(typed: str) -> bool:
    plain = _BASE.findall(typed)
    return len(plain) > 1 and ''.join(plain).isupper()

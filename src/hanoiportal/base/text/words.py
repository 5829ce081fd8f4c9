"""Words for searching: what is indexed, and what is asked for, in the same form."""
import re
from functools import lru_cache
from itertools import chain
from operator import itemgetter

from .normal import fold, nfc
from .syllable import place_tone

# Vowel signs and tones of scripts that stack them on a letter: Latin, Thai, Khmer, Cham,
# Tai Viet.  Python's \w leaves them out, which would cut a word at each of them.
_SIGNS = '\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u17b4-\u17d3\uaa29-\uaa36\uaab0-\uaac1'

# A run longer than this is cut into pieces, on both sides alike: no language has such words,
# and whoever sends one must not fill the memory of what is remembered.
_LONGEST = 64

# Most words have no such sign, and a run of one class is found faster than one of two.
_WORD = re.compile(rf'[^\W_]{{1,{_LONGEST}}}+(?![{_SIGNS}])|(?:[^\W_]|[{_SIGNS}]){{1,{_LONGEST}}}')
_CODE = re.compile(r'[0-9]{1,10}(?:/[^\W_]{1,20}){1,4}(?:-[^\W_]{1,20}){0,4}')
_MARKED, _FOLDED = itemgetter(0), itemgetter(1)
_SOFT_HYPHEN = '\u00ad'

#: ``fold`` of one word, remembered: a language has few words, and they are read many times.
folded = lru_cache(maxsize=2 ** 15)(fold)


def words(text: str) -> tuple[list[str], list[str]]:
    """Return the words of ``text`` twice, as two equally long lists in reading order.

    The first list is marked: lower case, NFC, tone marks placed as ``tone_key`` places them.  The
    second is folded: no marks at all.  Anything but a letter or a digit separates words, so
    ``4263/QĐ-UBND`` gives three.  Never fails, whatever the string holds.

    >>> words('Thuý, 4263/QĐ-UBND')
    (['thúy', '4263', 'qđ', 'ubnd'], ['thuy', '4263', 'qd', 'ubnd'])
    """
    # No word has white space in it, and what stands between two of it comes back again and again.
    forms = [_remembered(run) if len(run) <= _LONGEST else _forms_in(run)
             for run in _plain(text).split()]
    return (list(chain.from_iterable(map(_MARKED, forms))),
            list(chain.from_iterable(map(_FOLDED, forms))))


def codes(text: str) -> list[str]:
    """Return the document numbers in ``text`` whole and folded, in reading order.

    A number is digits, then parts after ``/`` and ``-``; dates written with ``/`` are among them.

    >>> codes('Theo Quyết định số 4263/QĐ-UBND')
    ['4263/qd-ubnd']
    """
    return [fold(code) for code in _CODE.findall(_plain(text))]


def _plain(text: str) -> str:
    return nfc(text.lower()).replace(_SOFT_HYPHEN, '')


def _forms_in(run: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    forms = list(map(_forms, _WORD.findall(run)))
    return tuple(map(_MARKED, forms)), tuple(map(_FOLDED, forms))


_remembered = lru_cache(maxsize=2 ** 15)(_forms_in)


@lru_cache(maxsize=2 ** 15)
def _forms(word: str) -> tuple[str, str]:
    marked = place_tone(word)
    return marked, fold(marked)

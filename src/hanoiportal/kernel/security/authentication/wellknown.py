"""Passwords that everybody tries first (ASVS 5.0, 6.2.4 and 6.2.12).

The rules ask for signs and digits, and people put them around a word: ``Matkhau@123``,
``P@ssw0rd2026``.  So what is looked up is the word within, without marks and with letters for the
digits that stand for them: among the thirty thousand most used passwords of breaches, which the
library zxcvbn brings (MIT), and words that are used here.  Nothing is asked of a network.
"""
import re
import unicodedata
from functools import cache

from ....base.lazily import lazily

lists = lazily('zxcvbn.frequency_lists')

#: Words of ours, without marks.
HERE = frozenset((
    'anhyeuem', 'caugiay', 'congthongtin', 'congthongtindientu', 'dangnhap', 'emyeuanh',
    'hanoi', 'hanoivietnam', 'hoankiem', 'matkhau', 'matkhaumoi', 'quantri', 'thanglong', 'thudo',
    'ubnd', 'vanphong', 'vietnam', 'xinchao', 'yeuem'))
_LEET = str.maketrans('@4310$57!', 'aaeiossti')
#: Characters around a word that make no other password of it.
_AROUND = 8


@cache
def breached() -> frozenset[str]:
    """Return the words of the lists of breaches, but for what is too short to be a word."""
    return frozenset(word for word in lists.FREQUENCY_LISTS['passwords'] if len(word) >= 4)


def is_common(password: str) -> bool:
    """Return whether ``password`` is a well-known word with a few digits and signs around it."""
    folded = _folded(password)
    words = {folded, _letters(folded),
             _letters(re.sub(r'[\W\d_]+\Z', '', folded).translate(_LEET))}
    return any(word in HERE or word in breached() for word in words
               if len(word) >= 4 and len(password) - len(word) <= _AROUND)


def contains_name(password: str, login: str) -> bool:
    """Return whether ``login``, or what stands before its ``@``, stands in ``password``, in
    whatever case and with whatever marks.  Names of two letters stand in half of all passwords.

    >>> contains_name('Nguyễn-Lan-2026', 'lan@hanoi.gov.vn'), contains_name('Hoàn-Kiếm-1', 'an')
    (True, False)
    """
    name = _folded(login.partition('@')[0])
    return len(name) > 2 and name in _folded(password)


def _folded(text: str) -> str:
    plain = unicodedata.normalize('NFD', text.casefold().replace('đ', 'd'))
    return ''.join(sign for sign in plain if not unicodedata.combining(sign))


def _letters(text: str) -> str:
    return re.sub(r'[^a-z]+', '', text)

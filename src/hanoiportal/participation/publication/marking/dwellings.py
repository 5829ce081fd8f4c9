"""Where somebody lives: from the number of a house to the commune, as one piece."""
from __future__ import annotations

import re
from collections.abc import Iterator

from .spelling import has_marks, is_shouted, is_whispered, plain
from .wordlists import STOPS

#: What a number makes part of an address.
_NUMBERED = (r'(?:so nha|nha so|ngo|ngach|hem|kiet|to dan pho|tdp|khu dan cu|to|doi|cum|khu|xom|'
             r'thon|ap|can ho|can|phong|lo|tang|toa(?: nha)?|nha|khu tap the|chung cu|p\.|cho o)')
#: What a name makes part of an address.
_NAMED = r'(?:ngo|thon|xom|ap|to dan pho|tdp|khu tap the|ktt|chung cu|toa(?: nha)?|khu dan cu)'
_STREET = r'(?:pho|duong|phuong|xa|quan|huyen|thi tran|thi xa|thanh pho|tp\.?|tinh)'
_BEGIN = re.compile(rf'\b{_NUMBERED}\s*:?\s*(?=(?:so\s*)?(?:[a-z]{{1,2}}\d|\d))')
_BEGIN_NAMED = re.compile(rf'\b{_NAMED}\s+(?=[^\W\d_])')
_HOUSE = re.compile(r'\b(?:so\s+)?\d+[a-z]?(?:/\d+[a-z]?)*\s*,?\s+(?=[^\W\d_])')
_VALUE = re.compile(r'(?:so\s*)?(?:[a-z]{0,3}\d+[a-z]?)(?:\s?[/\-.]\s?[a-z]?\d+[a-z]?)*')
_NEXT = re.compile(
    rf'\s*[,;\-–]?\s*(?:{_NUMBERED}|{_NAMED}|{_STREET})(?![^\W\d_])\s*(?=\S)')
_WORD = re.compile(r'\s*([^\W\d_]+)')
#: Words that begin a sentence behind a number, and no street.
_NO_STREETS = frozenset("""
    uy toi so bo cong ong ba anh chi luat nghi thong quyet dieu khoan diem thang nam ngay giay
    ban phong van to ho muc qd ubnd nq tt phieu dong lan nguoi trieu nghin
""".split())
_PAPER_BEFORE = re.compile(
    r'(?:dieu|khoan|ngay|thang|nam|luat|quyet dinh|nghi dinh|thong tu|van ban|cong van|diem|muc|'
    r'phieu|bieu|mau|thua|to ban do|nghi quyet|quy|lan|dot|khoa|tuyen|xe|xe buyt)\s*(?:so\s*)?$')
_MOST_WORDS = 4
#: With what marks the words above are typed, where there are marks at all.
_MARKED = re.compile(
    r'số|nhà|ngõ|ngách|hẻm|kiệt|tổ|tdp|khu|đội|cụm|xóm|thôn|ấp|căn|phòng|lô|tầng|toà|tòa|chung|p\.|'
    r'chỗ|ktt', re.IGNORECASE)


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield ``(start, end)`` of each place finer than a commune, with what follows it."""
    small, is_free = plain(text), is_shouted(text) or is_whispered(text)
    at = 0
    while (begin := _begun(text, small, at, is_free)) is not None:
        start, end = begin
        while (further := _further(text, small, end, is_free)) > end:
            end = further
        yield start, end
        at = end


def _begun(text: str, small: str, at: int, is_free: bool) -> tuple[int, int] | None:
    """Return the first piece at or behind ``at``."""
    found = [span for span in (
        _numbered(text, small, at), _named(text, small, at, is_free), _house(text, small, at))
        if span is not None]
    return min(found) if found else None


def _numbered(text: str, small: str, at: int) -> tuple[int, int] | None:
    for found in _BEGIN.finditer(small, at):
        value = _VALUE.match(small, found.end())
        if value is not None and _is_meant(text, found.start()):
            return found.start(), value.end()
    return None


def _is_meant(text: str, at: int) -> bool:
    """Return whether the word at ``at`` is the one that it is without marks."""
    return bool(_MARKED.match(text, at)) or not has_marks(text)


def _named(text: str, small: str, at: int, is_free: bool) -> tuple[int, int] | None:
    for found in _BEGIN_NAMED.finditer(small, at):
        end = _words(text, small, found.end(), is_free)
        if end > found.end() and _is_meant(text, found.start()):
            return found.start(), end
    return None


def _house(text: str, small: str, at: int) -> tuple[int, int] | None:
    """Return a number of a house before the name of a street."""
    for found in _HOUSE.finditer(small, at):
        if _PAPER_BEFORE.search(small[max(0, found.start() - 20):found.start()]):
            continue
        if _NEXT.match(small, found.end()) and re.match(
                r'(?:pho|duong|ngo|ngach|hem)\s', small[found.end():]):
            return found.start(), _further(text, small, found.end() - 1, False)
        end = _words(text, small, found.end(), False)
        words = small[found.end():end].split()
        if len(words) > 1 and words[0] not in _NO_STREETS:
            return found.start(), end
    return None


def _further(text: str, small: str, end: int, is_free: bool) -> int:
    """Return where the address goes on to from ``end``; ``end`` if it does not."""
    found = _NEXT.match(small, end)
    if found is None:
        street = re.match(r'\s*,?\s*(?=[^\W\d_])', small[end:])
        return _words(text, small, end + street.end(), False) if (
            street and text[end - 1].isdigit()) and _words(
            text, small, end + street.end(), False) > end + street.end() else end
    value = _VALUE.match(small, found.end())
    if value is not None:
        return value.end()
    named = _words(text, small, found.end(), is_free)
    return named if named > found.end() else end


def _words(text: str, small: str, at: int, is_free: bool) -> int:
    """Return the end of the name that begins at ``at``: words with capitals; where they tell
    nothing, up to two words that may stand in a name.
    """
    end, most = at, 2 if is_free else _MOST_WORDS
    for _number in range(most):
        found = _WORD.match(small, end)
        if found is None:
            break
        word = found.group(1)
        if not is_free and not text[found.start(1)].isupper():
            break
        if is_free and word in STOPS:
            break
        end = found.end()
    return end

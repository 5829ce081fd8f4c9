"""Hồ sơ có thể trùng: open cases of a site whose titles share words with that of a case."""
from collections.abc import Sequence
from itertools import pairwise

from ...base.text import folded, words
from ..cases.interfaces import Case, ICases

#: Cases that are looked at, those that are due first; that are shown; the least share of words.
LOOKED_AT, MOST, LEAST = 200, 5, .4


def mergeable(cases: ICases, case: Case) -> Sequence[tuple[int, str]]:
    """Return number and title of those that may be about the same as ``case``, the most like
    first: open, of its site and kind.
    """
    contents = cases.open(case)
    if contents is None:
        return ()
    wanted, found = _pairs(contents.title), []
    for row in cases.inbox(case.site, kind=case.kind, size=LOOKED_AT).rows:
        other = cases.get(row.number) if row.number != case.number else None
        known = None if other is None else cases.open(other)
        share = 0.0 if known is None else _share(wanted, _pairs(known.title))
        if known is not None and share >= LEAST:
            found.append((-share, row.number, known.title))
    return [(number, title) for _share, number, title in sorted(found)[:MOST]]


def _pairs(title: str) -> frozenset[str]:
    """Return the words of ``title`` without marks, and each two that stand side by side."""
    said = [folded(word) for word in words(title)[0]]
    return frozenset([*said, *map(' '.join, pairwise(said))])


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """Return which share of the shorter title the other one holds.

    >>> _share(_pairs('Đường Láng ngập'), _pairs('duong lang ngap nang'))
    1.0
    >>> _share(_pairs('Đường Láng ngập'), _pairs('Làm hộ chiếu'))
    0.0
    """
    return len(one & other) / max(1, min(len(one), len(other)))

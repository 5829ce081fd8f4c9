"""What somebody tells, as things that the index can weigh."""
from __future__ import annotations

from itertools import pairwise

from ...base.text import folded, words
from ..catalog.interfaces import Sought
from .everyday import Everyday, Way
from .fillers import FILLERS
from .interfaces import LONGEST

#: Weights: of two words side by side, and of what an office writes for what is typed.
BESIDE, WRITTEN = 1., 1.2
#: Parts of the latter: for a single word of it, and where one syllable without marks told it.
PART, GUESSED = .5, .6
_BARE = frozenset(map(folded, FILLERS))


def sought(text: str, everyday: Everyday) -> list[Sought]:
    """Return what to look for by ``text``, however it was typed; nothing for a text that is made
    of fillers.
    """
    typed, fillers = words(text[:LONGEST])[0], FILLERS
    is_bare = all(map(str.isascii, typed))
    if is_bare:
        # What nothing tells may be any word of its letters.
        typed, fillers = everyday.marked(typed), FILLERS | _BARE
    content = [word not in fillers for word in typed]
    if not any(content):
        return []
    found: dict[Way, Sought] = {
        (word,): Sought(((word,),)) for word, says in zip(typed, content, strict=True) if says}
    for pair, says in zip(pairwise(typed), pairwise(content), strict=True):
        if any(says):
            found[pair] = Sought((pair,), BESIDE if all(says) else BESIDE / 2)
    for start, end, ways in everyday.meant(typed):
        is_guessed = is_bare and end - start == 1 and typed[start].isascii()
        for way in ways:
            _take_in(found, way, GUESSED if is_guessed else 1)
    return list(found.values())


def _take_in(found: dict[Way, Sought], way: Way, certainty: float) -> None:
    """Add ``way``, what offices write, and its words to ``found``."""
    found.setdefault(way, Sought((way,), WRITTEN * certainty))
    for word in way if len(way) > 1 else ():
        if word not in FILLERS:
            found.setdefault((word,), Sought(((word,),), WRITTEN * PART * certainty))

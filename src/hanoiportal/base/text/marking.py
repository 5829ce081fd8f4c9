"""Writing what a comparison found: words of two texts as HTML, with what went and came marked."""
from collections.abc import Sequence
from itertools import groupby

from .alignment import ADDED, REMOVED
from .segments import Word

Words = Sequence[Word]
#: What kind of stretch it is, and its words.
Run = tuple[str, Words]


def marked_without(runs: list[Run], left_out: str) -> str:
    """Return the HTML of ``runs`` but for those of the kind ``left_out``; ``''`` for none."""
    return ''.join(marked(kind, run) for kind, run in runs if kind != left_out)


def whole_paragraph(kind: str, words: Words) -> str:
    """Return the HTML of a paragraph that went or came as a whole."""
    return marked(kind, words, ' whole')


def marked(kind: str, words: Words, more: str = '') -> str:
    """Return the HTML of ``words``, in ``del`` or ``ins`` by their ``kind``.

    ``more``: further classes, each with a blank before it.
    """
    inside = html_of(words)
    if kind == REMOVED:
        return f'<del class="removed{more}">{inside}</del>'
    return f'<ins class="added{more}">{inside}</ins>' if kind == ADDED else inside


def html_of(words: Words) -> str:
    """Return the HTML of ``words``, each run of equal marks opened and closed."""
    pieces = []
    for marks, run in groupby(words, lambda word: word.marks):
        pieces += [mark.opening for mark in marks]
        pieces += [word.html for word in run]
        pieces += [f'</{mark.name}>' for mark in reversed(marks)]
    return ''.join(pieces)

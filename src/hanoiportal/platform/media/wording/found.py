"""What was read of a document of an office, or why it was not."""
from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from ....base.legaltexts.letterhead import names_state
from ....base.legaltexts.lines import opens_recipients
from ....base.numbers import number_in

#: Why a document is refused.
TRACKED, SCANNED, PAGES, BROKEN, MACROS = 'tracked', 'scanned', 'pages', 'broken', 'macros'
#: What stands in a document and is not among its lines.
PICTURES, HEADERS, REMARKS, HIDDEN = 'pictures', 'headers', 'remarks', 'hidden'
#: Pages that a draft has at most; what says more is refused.
MOST_PAGES = 1000
#: Characters that a page has at least, where a document does not say how many pages it has.
PAGE = 1500
#: Between the cells of a row.
CELL = ' | '
#: Digits of a number of pages.
_DIGITS = 8
_BLANKS = re.compile(r'[^\S\n]+')


@dataclass
class FoundText:
    """``lines``: paragraphs in the order of reading, blanks made one.  ``left_out``: how often
    each of ``PICTURES`` and the others stands there.  ``pages``: as the document says, 0 if it
    does not.  ``refused``: why, ``''`` if it is not.
    """

    lines: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    refused: str = ''

    def judged(self, pictured: bool = False) -> FoundText:
        """Return it, refused if it has too many pages, or pictures instead of words.

        ``pictured``: whether the reader takes pictures along.
        """
        length = sum(map(len, self.lines))
        if max(self.pages, length // (2 * PAGE)) > MOST_PAGES:
            return FoundText(refused=PAGES, pages=max(self.pages, length // (2 * PAGE)))
        if not pictured and self._is_scanned(length):
            return FoundText(refused=SCANNED)
        return self

    def _is_scanned(self, length: int) -> bool:
        pictures = self.left_out[PICTURES]
        return bool(pictures) and length < 200 * pictures and length < PAGE


def split(text: str) -> list[str]:
    """Return the lines of a paragraph that has ends of lines, blanks made one."""
    return [line for line in (_BLANKS.sub(' ', each).strip() for each in text.split('\n')) if line]


def pages_in(told: str) -> int:
    """Return the number of pages that a document says it has, 0 if it says none."""
    return number_in(told, _DIGITS)


def bullets(signs: str) -> str:
    """Return ``signs`` with a dash for each that only a font of signs has."""
    return ''.join('-' if '\ue000' <= sign <= '\uf8ff' else sign for sign in signs)


def rows(table: list[list[list[str]]]) -> list[str]:
    """Return the lines of a table of ``[row: [cell: [line]]]``.

    A table that only places what stands in it, head or signature, is read cell by cell, any other
    row by row.
    """
    flat = [line for row in table for cell in row for line in cell]
    if any(names_state(line) or opens_recipients(line) for line in flat) or all(
            len(row) == 1 for row in table):
        return flat
    return [CELL.join(' '.join(cell) for cell in row if cell) for row in table if any(row)]

"""Where a comment stands in a draft: a provision by its permanent id, and a passage of it."""
from __future__ import annotations

from typing import NamedTuple

from ....base.text import nfc

#: Characters of context that are kept on either side of a passage.
CONTEXT = 40


class Anchor(NamedTuple):
    """Chỗ được góp ý.  ``provision``: id, ``''`` for the draft whole.  ``quotation``: a passage
    of the stored text of the provision, ``''`` for the provision whole; ``before``, ``after``:
    what stands around it there, ``CONTEXT`` characters at most.  ``start``, ``end``: characters
    of that text.
    """

    provision: str = ''
    quotation: str = ''
    before: str = ''
    after: str = ''
    start: int = 0
    end: int = 0


def anchored(provision: str, text: str, quotation: str) -> Anchor | None:
    """Return the ``Anchor`` of ``quotation`` as people have copied it out of ``text``, the stored
    text of ``provision``; ``None`` if it is not there, or there more than once.

    >>> anchored('a1', 'Trong 10 ngày, kể từ ngày nhận.', '10  ngày')
    Anchor(provision='a1', quotation='10 ngày', before='Trong ', after=', kể từ ngày nhận.', \
start=6, end=13)
    >>> anchored('a1', 'một ngày, hai ngày', 'ngày') is None
    True
    """
    wanted = stored(quotation)
    if not wanted:
        return Anchor(provision)
    found = places(text, wanted)
    return at(provision, text, found[0], found[0] + len(wanted)) if len(found) == 1 else None


def at(provision: str, text: str, start: int, end: int) -> Anchor:
    """Return the ``Anchor`` of what stands in ``text`` from ``start`` to ``end``."""
    return Anchor(provision, text[start:end], text[max(0, start - CONTEXT):start],
                  text[end:end + CONTEXT], start, end)


def places(text: str, passage: str) -> list[int]:
    """Return where ``passage`` begins in ``text``, each place, overlapping ones too."""
    found, start = [], text.find(passage)
    while start >= 0:
        found.append(start)
        start = text.find(passage, start + 1)
    return found


def stored(text: str) -> str:
    """Return ``text`` as provisions are stored: NFC, one space between words."""
    return ' '.join(nfc(text).split())

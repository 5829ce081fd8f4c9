"""What the page of a public text shows: marked passages, and one row for each marked piece."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple
from unicodedata import normalize

from .interfaces import KEEP, MASK, REWRITE, Mark, PublicText
from .marking import KINDS

#: Names of fields: of a piece, of what is decided on it, of what stands in its place.
PIECE, DECISION, INSTEAD = 'piece-', 'decision-', 'instead-'
#: Marks of one case that a person decides on; the rest are masked.
MOST = 200


class Passage(NamedTuple):
    """A part of a text.  ``kind``: what the mark is called, ``''`` between marks."""

    text: str
    kind: str


class PieceRow(NamedTuple):
    """A piece that is marked.  ``number``: of its fields.  ``times``: how often it stands there.
    ``is_left``: it is in the public text, and nobody has decided to keep it.
    """

    number: int
    text: str
    kind: str
    times: int
    decision: str
    instead: str
    is_left: bool


def passages(text: str, marks: Sequence[Mark]) -> Iterator[Passage]:
    """Yield the parts of ``text``, those that are marked apart."""
    text, at = normalize('NFC', text), 0
    for mark in marks:
        yield Passage(text[at:mark.start], '')
        yield Passage(mark.text, KINDS[mark.kind])
        at = mark.end
    yield Passage(text[at:], '')


def rows_of(marks: Iterable[Mark], text: PublicText, left: Sequence[Mark]) -> list[PieceRow]:
    """Return a row for each piece of ``marks`` and ``left``, in their order."""
    found: dict[str, list[Mark]] = {}
    for mark in (*marks, *left):
        found.setdefault(mark.text, []).append(mark)
    open_ones = {mark.text for mark in left}
    return [PieceRow(
        number, piece, KINDS[same[0].kind], len(same), text.decided.get(piece, MASK),
        text.rewritten.get(piece, ''), piece in open_ones)
        for number, (piece, same) in enumerate(list(found.items())[:MOST])]


def typed(form: Mapping[str, str], text: PublicText) -> PublicText:
    """Return ``text`` with what ``form`` says of its fields and of the pieces."""
    decided, rewritten = dict(text.decided), dict(text.rewritten)
    for number in range(MOST):
        piece = str(form.get(f'{PIECE}{number}', ''))
        decision = str(form.get(f'{DECISION}{number}', ''))
        if piece and decision in (KEEP, MASK, REWRITE):
            decided[piece] = decision
            rewritten[piece] = str(form.get(f'{INSTEAD}{number}', ''))
    def said(name: str, before: str) -> str:
        return str(form.get(name, before)).replace('\r\n', '\n').strip()

    return replace(
        text, decided=decided, rewritten=rewritten, title=said('title', text.title),
        question=said('question', text.question), answer=said('answer', text.answer),
        name=said('name', text.name), way=said('way', text.way),
        reason=said('reason', text.reason))

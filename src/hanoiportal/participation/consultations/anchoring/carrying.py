"""Carrying an anchor from one version of a draft to the next.  Pure.

An anchor moves on equal text or on a mapping that a person has confirmed, on nothing else: no
likeness is asked for.  A passage moves with its sentence, or to where a *distinctive* context
adjoins it: one that stood once in the old text and stands once in the new one, so that words which
are said in many places (such as «trong 10 ngày làm việc») prove nothing.  What is left is told of,
never put where it might belong.
"""
from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import islice, takewhile
from typing import NamedTuple, Protocol

from .anchors import Anchor, at, places

#: How an anchor was carried: as it was; on to the whole provision, since the words of the passage
#: are there no more; not at all, since the provision is gone, or since there is more than one
#: place where it might stand.
KEPT, WIDENED, GONE, MANY = 'kept', 'widened', 'gone', 'many'
#: What became of the provision is not confirmed, and its text is another one.
CHANGED = 'changed'
#: Letters of the contexts on both sides, at least: within the sentence, and beyond it, since less
#: is said of many things; and of any context at most.
LEAST, ENOUGH, MOST = 12, 24, 160
#: Where a sentence ends.
ENDS = ('. ', '; ', ': ')


class Text(Protocol):
    """A provision: its permanent ``id`` and its stored ``text``."""

    @property
    def id(self) -> str:
        """Its permanent id."""

    @property
    def text(self) -> str:
        """Its stored text."""


class Succession(NamedTuple):
    """What became of provisions: ``{id: ids}``, ``()`` for gone; one that it does not name has
    kept its id.  ``confirmed``: the ids of which a person has said so.
    """

    became: Mapping[str, Sequence[str]] = {}
    confirmed: Collection[str] = frozenset()


class Carried(NamedTuple):
    """Where an anchor stands now, ``None`` for an orphan, and why."""

    anchor: Anchor | None
    how: str


def carry(anchor: Anchor, old: str, new: Sequence[Text], way: Succession) -> Carried:
    """Return where ``anchor`` stands in ``new``; ``old``: the text of its provision when it stood
    there.
    """
    if not anchor.provision:
        return Carried(anchor, KEPT)
    texts = {each.id: each.text for each in new}
    became = [each for each in way.became.get(anchor.provision, (anchor.provision,))
              if each in texts]
    if anchor.provision in became and texts[anchor.provision] == old:
        return Carried(anchor, KEPT)
    if anchor.provision not in way.confirmed:
        return Carried(None, CHANGED if anchor.provision in texts else GONE)
    if not became:
        return Carried(None, GONE)
    if anchor.quotation:
        return _passage(anchor, old, [(each, texts[each]) for each in became])
    return Carried(Anchor(became[0]), KEPT) if len(became) == 1 else Carried(None, MANY)


def _passage(anchor: Anchor, old: str, parts: Sequence[tuple[str, str]]) -> Carried:
    """Return where the passage stands in ``parts``, pairs of id and text."""
    length, whole = len(anchor.quotation), [text for _id, text in parts]
    found = [(id_, text, start) for id_, text in parts
             for start in places(text, anchor.quotation)]
    if not found:
        return Carried(Anchor(parts[0][0]), WIDENED) if len(parts) == 1 else Carried(None, MANY)
    sure = [each for each in found if _is_proved(anchor, old, each[1], each[2], whole)]
    if len(sure) != 1:
        return Carried(None, MANY)
    id_, text, start = sure[0]
    return Carried(at(id_, text, start, start + length), KEPT)


def _is_proved(anchor: Anchor, old: str, text: str, start: int, whole: Sequence[str]) -> bool:
    """Return whether the passage at ``start`` of ``text`` is what it was in ``old``; ``whole``:
    all texts in which its proof must be the only one.
    """
    end = start + len(anchor.quotation)

    def is_one(piece: str) -> bool:
        return len(places(old, piece)) == 1 == sum(len(places(part, piece)) for part in whole)

    said, says = _sentence(old, anchor.start, anchor.end), _sentence(text, start, end)
    sentence = old[said[0]:said[1]]
    if sentence == text[says[0]:says[1]] and is_one(sentence):
        return True
    if len(places(old, sentence)) < sum(len(places(part, sentence)) for part in whole):
        return False  # it is said more often now, and nothing tells which was first
    before = _common(old[:anchor.start][::-1], text[:start][::-1])[::-1]
    after = _common(old[anchor.end:], text[end:])
    if min(len(before), len(after)) >= ENOUGH and is_one(before) and is_one(after):
        return True
    within = before[max(0, len(before) - (start - says[0])):], after[:says[1] - end]
    lengths = [len(each) if is_one(each) else 0 for each in within]
    begins = len(within[0]) == start - says[0] == anchor.start - said[0]
    ends = len(within[1]) == says[1] - end == said[1] - anchor.end
    return (begins or ends) and not _is_composed(anchor) and min(lengths) >= LEAST


def _common(one: str, other: str) -> str:
    """Return how both begin, ``MOST`` letters at most."""
    pairs = takewhile(lambda each: each[0] == each[1], zip(one, other, strict=False))
    return ''.join(letter for letter, _same in islice(pairs, MOST))


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return from where to where the sentences go in ``text`` that have what is from ``start`` to
    ``end``.
    """
    first = max((text.rfind(sign, 0, start) + 2 for sign in ENDS
                 if text.rfind(sign, 0, start) >= 0), default=0)
    last = min((found for sign in ENDS if (found := text.find(sign, end - 1)) >= 0),
               default=len(text.rstrip('.;:')))
    return first, max(last, end)


def _is_composed(anchor: Anchor) -> bool:
    """Return whether the passage is of more than one sentence, which need not have stayed
    neighbours where their words are said again.
    """
    return any(sign in anchor.quotation for sign in ENDS)

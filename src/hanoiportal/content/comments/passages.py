"""The paragraphs of a version, and which of them a remark is about now.  Pure.

A remark holds to its paragraph by the paragraph's key.  When the paragraph itself was changed, it
is the one that stands in its place and is like it; else any that holds the quoted words.
"""
from itertools import pairwise
from typing import NamedTuple

from ...base.text.alignment import ADDED, REMOVED, SAME, align
from ...base.text.normal import nfc
from ...base.text.segments import KEY_BYTES, lines, segments
from ...kernel.tree.schema import Words
from .resource import Anchor

#: A paragraph stands for another if they share this part of their words.
LIKE_ENOUGH = 0.34
#: How a remark stands to its paragraph: it or the quoted words are there; it was changed and the
#: words are not; it is gone.
HERE, CHANGED, GONE = 'here', 'changed', 'gone'
#: Characters of a paragraph that are kept with a remark.
LONGEST_KEPT = 2000


class Place(NamedTuple):
    """Where a remark is now.  ``position``: of its paragraph, ``None`` for all of the field."""

    position: int | None
    status: str


def paragraphs(node, value):
    """Return the ``Segment`` list of the ``value`` of the field of ``node``; ``[]`` for what is
    no text, such as a date, a choice or a file.
    """
    if isinstance(node.typ, Words):
        return lines('; '.join(value or ()))
    if not isinstance(value, str) or getattr(node, 'choices', ()):
        return []
    return segments(value) if getattr(node, 'rich', False) else lines(value)


def plain(words):
    """Return ``words`` on one line, in NFC."""
    return nfc(' '.join(words.split()))


def position_of(found, position, key):
    """Return the position of the paragraph with the hexadecimal ``key`` in ``found``, that which
    is nearest to ``position``; ``None`` if there is none.
    """
    same = [at for at, segment in enumerate(found) if segment.key.hex() == key]
    return min(same, key=lambda at: abs(at - position), default=None)


def anchor(field, found, position, quote):
    """Return the ``Anchor`` of the paragraph at ``position`` of ``found``."""
    return Anchor(field, position, quote, b''.join(segment.key for segment in found),
                  found[position].text[:LONGEST_KEPT])


def place(anchored, found):
    """Return the ``Place`` of ``anchored``, an ``Anchor``, in ``found``, the paragraphs now."""
    if anchored.position is None:
        return Place(None, HERE)
    position = _of_same_key(anchored, found)
    if position is not None:
        return Place(position, HERE)
    position = _in_its_place(anchored, found)
    if position is None and anchored.quote:
        position = next((at for at, segment in enumerate(found)
                         if anchored.quote in segment.text), None)
    if position is None:
        return Place(None, GONE)
    is_here = anchored.quote and anchored.quote in found[position].text
    return Place(position, HERE if is_here else CHANGED)


def _parted(keys):
    return [keys[at:at + KEY_BYTES] for at in range(0, len(keys), KEY_BYTES)]


def _of_same_key(anchored, found):
    """Return the position of the very paragraph; of several alike, the one it became."""
    before = _parted(anchored.keys)
    same = [at for at, segment in enumerate(found) if segment.key == before[anchored.position]]
    if len(same) < 2:
        return same[0] if same else None
    for step in align(before, [segment.key for segment in found]):
        if step.kind == SAME and step.i1 <= anchored.position < step.i2:
            return step.j1 + anchored.position - step.i1
    return min(same, key=lambda at: abs(at - anchored.position))


def _in_its_place(anchored, found):
    """Return the position of the paragraph that replaced it and is like it, or ``None``."""
    steps = align(_parted(anchored.keys), [segment.key for segment in found])
    for step, following in pairwise(steps):
        if step.kind == REMOVED and following.kind == ADDED and (
                step.i1 <= anchored.position < step.i2):
            return _most_alike(anchored, found, range(following.j1, following.j2))
    return None


def _most_alike(anchored, found, candidates):
    words = set(anchored.was.lower().split())
    shares = {at: _share(words, set(found[at].text.lower().split())) for at in candidates}
    holding = [at for at in candidates if anchored.quote and anchored.quote in found[at].text]
    best = max(holding or candidates, key=shares.get)
    return best if holding or shares[best] >= LIKE_ENOUGH else None


def _share(one, other):
    return len(one & other) / max(len(one), len(other), 1)


def marked(text, quotes):
    """Return ``[(piece, whether it is quoted)]`` of ``text``, in order.

    >>> marked('Chợ hoa mở cửa', ['hoa', 'hoa mở'])
    [('Chợ ', False), ('hoa mở', True), (' cửa', False)]
    """
    spans, at = sorted((text.find(quote), text.find(quote) + len(quote))
                       for quote in quotes if quote and quote in text), 0
    joined = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    pieces = []
    for start, end in joined:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]

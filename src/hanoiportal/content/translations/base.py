"""What a translation was made from: the keys of the paragraphs of both texts when it was saved.

Kept per field as bytes, ``KEY_BYTES`` for each paragraph.  Pure.
"""
from itertools import zip_longest
from typing import NamedTuple

from ...base.text.alignment import REMOVED, SAME, align
from ...base.text.segments import KEY_BYTES, Segment, Word, lines, segments


class Base(NamedTuple):
    """``source``: keys of the Vietnamese field, ``own``: of the translated one, joined."""

    source: bytes
    own: bytes


class Change(NamedTuple):
    """A paragraph that was at ``before`` and is at ``now``, ``None`` where it is not."""

    before: int | None
    now: int | None


def segments_of(value, is_rich):
    """Return the ``Segment`` list of a field: HTML, plain text, or a tuple of words."""
    if isinstance(value, (tuple, list)):
        return [Segment('', (Word('; '.join(value)),))] if value else []
    if not isinstance(value, str):
        return []
    return segments(value) if is_rich else lines(value)


def keys_of(found):
    """Return the keys of ``found``, segments, joined."""
    return b''.join(segment.key for segment in found)


def parted(keys):
    """Return the keys in ``keys`` as a list."""
    return [keys[at:at + KEY_BYTES] for at in range(0, len(keys), KEY_BYTES)]


def pairs(before, now):
    """Return ``[(is the same, Change)]`` of two lists of keys, in order."""
    found, gone = [], range(0)
    steps = align(before, now)
    for at, step in enumerate(steps):
        if step.kind == SAME:
            found += [(True, Change(*pair)) for pair in zip(
                range(step.i1, step.i2), range(step.j1, step.j2), strict=True)]
        elif step.kind == REMOVED and at + 1 < len(steps) and steps[at + 1].kind != SAME:
            gone = range(step.i1, step.i2)
        else:
            rows = zip_longest(gone or range(step.i1, step.i2), range(step.j1, step.j2))
            found += [(False, Change(*row)) for row in rows]
            gone = range(0)
    return found


def changes(base, source):
    """Return each ``Change`` from ``base`` to ``source``, the present keys of the Vietnamese."""
    if base.source == source:
        return []
    return [change for same, change in pairs(parted(base.source), parted(source)) if not same]


def place_of(change, base, source, own):
    """Return the position of ``change`` in the translation, whose keys are ``own``, or ``None``.

    Both texts must have as many paragraphs, at least when the translation was made.
    """
    number = len(own) // KEY_BYTES
    if number == len(base.source) // KEY_BYTES and change.before is not None:
        return change.before
    return change.now if number == len(source) // KEY_BYTES else None


def saved(base, source, own):
    """Return the ``Base`` of a translated field that has just been saved.

    ``base``: what it was before, ``None`` for a new translation.  ``source``, ``own``: the
    present keys.  A paragraph of the Vietnamese that has changed stays stale unless the paragraph
    that corresponds to it has been changed now: who mends a word has not read the rest.
    """
    if base is None:
        return Base(source, own)
    if base == (source, own):
        return base
    touched = {change.now for same, change in pairs(parted(base.own), parted(own)) if not same}
    kept = []
    for same, change in pairs(parted(base.source), parted(source)):
        done = same or _is_done(change, base, source, own, touched)
        keys, at = (source, change.now) if done else (base.source, change.before)
        if at is not None:
            kept.append(keys[at * KEY_BYTES:(at + 1) * KEY_BYTES])
    return Base(b''.join(kept), own)


def _is_done(change, base, source, own, touched):
    """Return whether the translation has followed ``change``."""
    if len(own) == len(source) and change.now is not None:
        return change.now in touched
    if len(own) == len(source):
        return len(own) < len(base.own)
    return change.now is not None and len(own) == len(base.own) == len(base.source) and (
        change.before in touched)

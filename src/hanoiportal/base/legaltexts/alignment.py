"""What became of each provision of a text in a new version of it: proposed, never decided."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from .identities import Provision

#: Same place and text · same place, other text · other place · one became several · several
#: became one · not in the old text · not in the new one.
KEPT, CHANGED, MOVED, SPLIT, MERGED, NEW, GONE = (
    'kept', 'changed', 'moved', 'split', 'merged', 'new', 'gone')


class Step(NamedTuple):
    """A line of an alignment.  ``old``: ids of provisions of the old text; ``new``: addresses in
    the new one.  ``sure``: whether their texts are equal and no other pair comes into question;
    all else is for a person to confirm.
    """

    kind: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    sure: bool


def align(old: Sequence[Provision], new: Sequence[Provision]) -> tuple[Step, ...]:
    """Return what became of ``old`` in ``new``: each provision stands in exactly one ``Step``.

    The ids of ``new`` are not looked at.
    """
    places: dict[str, list[Provision]] = defaultdict(list)
    for each in new:
        places[each.text].append(each)
    steps, left = [], {each.address for each in new}
    count: dict[str, int] = defaultdict(int)
    for each in old:
        count[each.text] += 1
    for each in old:
        found = places[each.text]
        if each.text and count[each.text] == len(found) == 1:
            kind = KEPT if found[0].address == each.address else MOVED
            steps.append(Step(kind, (each.id,), (found[0].address,), True))
            left.discard(found[0].address)
        else:
            steps.append(Step(GONE, (each.id,), (), False))
    return (*steps, *(Step(NEW, (), (each.address,), False) for each in new
                      if each.address in left))

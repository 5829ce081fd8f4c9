"""Lists whose members have numbers, from 1, in the order in which they came to be: of versions,
remarks, tasks.
"""
from collections.abc import Sequence

from persistent import Persistent
from persistent.list import PersistentList


def joined(
        before: Sequence[Persistent], now: Sequence[Persistent], moment: str) -> (
        Sequence[Persistent]):
    """Return what was taken out of such a list, ``before``, and what that holds ``now``, numbered
    anew as if nothing had been taken out.

    ``moment``: name of the attribute that says when a member came to be.
    """
    besides = [each for each in now if each not in before]
    if not (before and besides):
        return before or now
    first = getattr(before[0], moment)
    earlier = [each for each in besides if getattr(each, moment) < first]
    later = [each for each in besides if each not in earlier]
    _move(before, len(earlier))
    _move(later, len(before))
    numbered: Sequence[Persistent] = PersistentList([*earlier, *before, *later])
    return numbered


def _move(members: Sequence[Persistent], by: int) -> None:
    for each in members if by else ():
        each.number += by
        if hasattr(each, 'group'):  # the number of another member
            each.group += by

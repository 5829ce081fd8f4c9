"""Which ids the provisions of a new version have, by what a person has confirmed."""
from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from .alignment import Step
from .identities import Identity, Provision, digest_of_text, fresh_id

#: ``{address in the new text: ids of the old one}``.
Sources = Mapping[str, tuple[str, ...]]


def sources_of(steps: Sequence[Step], confirmed: Mapping[int, tuple[str, ...]]) -> Sources:
    """Return what each new provision came of.

    ``confirmed``: ``{number of a step that is not sure: ids}``; a step that is not named there is
    not confirmed, and what it names comes of nothing.
    """
    found: dict[str, tuple[str, ...]] = {}
    for number, step in enumerate(steps):
        ids = step.old if step.sure else confirmed.get(number, ())
        for address in step.new if ids else ():
            found[address] = ids
    return found


def succeed(old: Sequence[Provision], origins: Mapping[str, tuple[str, ...]],
            new: Sequence[Provision], sources: Sources) -> tuple[Identity, ...]:
    """Return the identity of each provision of ``new``.

    ``origins``: those of ``old``.  One that came of one provision alone, of which nothing else
    came, has its id; what was split or merged has an id of its own that nobody has had, and says
    of what it came.
    """
    heirs = Counter(own for ids in sources.values() for own in ids)
    used = {each.id for each in old} | {own for ids in origins.values() for own in ids}
    found = []
    for each in new:
        ids = sources.get(each.address, ())
        if len(ids) == 1 and heirs[ids[0]] == 1:
            own, came = ids[0], origins.get(ids[0], ())
        else:
            own = fresh_id(each.address, each.text, used)
            came = tuple(dict.fromkeys(
                [*ids, *(other for one in ids for other in origins.get(one, ()))]))
        found.append(Identity(each.address, own, digest_of_text(each.text), came))
    return tuple(found)

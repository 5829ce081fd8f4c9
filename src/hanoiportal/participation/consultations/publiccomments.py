"""What of comments lies in ``content``, as an attribute of the draft's item."""
from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from .resource import PublicComments

_NAME = 'public_comments'


def public_comments(item: object) -> PublicComments | None:
    """Return the ``PublicComments`` of ``item``, ``None`` if it has none."""
    found: PublicComments | None = getattr(item, _NAME, None)
    return found


def public_comments_to_write(item: object) -> PublicComments:
    """Return the ``PublicComments`` of ``item``, made if there are none."""
    if public_comments(item) is None:
        setattr(item, _NAME, PublicComments())
    found = public_comments(item)
    assert found is not None
    return found


def counted(found: PublicComments) -> Mapping[str, int]:
    """Return how many public comments there are by provision; who said the same counts."""
    numbers: Counter[str] = Counter()
    for each in found.all.values():
        numbers[each.provision] += each.same
    return dict(numbers)

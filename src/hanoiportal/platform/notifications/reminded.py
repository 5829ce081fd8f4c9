"""What people were reminded of today, lest they be reminded twice; an attribute of the portal, and
a mapping in ``interactions`` for what lives there.

Renaming this module needs an upgrade step.
"""
from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOTreeSet

from ...base.clock import local
from ...kernel.security.interactions import get_or_create, interactions_of

#: Name in the root of ``interactions``.
KEY = 'reminded'


def first_today(portal, key, now, inner=False):
    """Return whether nobody has asked for ``key`` on this day of Hanoi yet, and note it; in
    ``interactions`` if it is ``inner``.

    What was noted on days before is forgotten.
    """
    day = local(now).toordinal()
    reminded = _reminded(portal, inner)
    for over in list(reminded.keys(max=day - 1)):
        del reminded[over]
    if day not in reminded:
        reminded[day] = OOTreeSet()
    return bool(reminded[day].insert(key))


def _reminded(portal, inner):
    if inner:
        return get_or_create(interactions_of(portal), KEY, IOBTree)
    if getattr(portal, 'reminded', None) is None:
        portal.reminded = IOBTree()
    return portal.reminded

"""What people were reminded of today, lest they be reminded twice; an attribute of the portal.

Renaming this module needs an upgrade step.
"""
from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOTreeSet

from ...base.clock import local


def first_today(portal, key, now):
    """Return whether nobody has asked for ``key`` on this day of Hanoi yet, and note it.

    What was noted on days before is forgotten.
    """
    day = local(now).toordinal()
    if getattr(portal, 'reminded', None) is None:
        portal.reminded = IOBTree()
    for over in list(portal.reminded.keys(max=day - 1)):
        del portal.reminded[over]
    if day not in portal.reminded:
        portal.reminded[day] = OOTreeSet()
    return bool(portal.reminded[day].insert(key))

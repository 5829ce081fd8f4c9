"""Trees to which each form, case or duty adds an entry: a leaf is written anew with all of its
entries, so leaves are small.

A leaf of the usual size holds 30 to 60.  Trees of before stay as they are: they hold the same.
Renaming this module needs an upgrade step.
"""
from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree, OOTreeSet

_LEAF, _INTERNAL = 12, 24


class SmallLOBTree(LOBTree):
    """Something by numbers."""

    max_leaf_size, max_internal_size = _LEAF, _INTERNAL


class SmallOOBTree(OOBTree):
    """Something by texts or tuples."""

    max_leaf_size, max_internal_size = _LEAF, _INTERNAL


class SmallOOTreeSet(OOTreeSet):
    """Texts or tuples in order."""

    max_leaf_size, max_internal_size = _LEAF, _INTERNAL

"""Trees that grow with each document: each addition writes a leaf anew, so leaves are small.

A leaf of the usual size holds 30 to 120 entries, which is most of what a publication would write.
Renaming this module needs an upgrade step; trees of before stay as they are until a reindex.
"""
from BTrees.IOBTree import IOBTree
from BTrees.LLBTree import LLBTree, LLTreeSet


class SmallIOBTree(IOBTree):
    """Something of each document, by its id."""

    max_leaf_size, max_internal_size = 8, 64


class SmallLLBTree(LLBTree):
    """A number for each document, by its id."""

    max_leaf_size, max_internal_size = 24, 64


class SmallLLTreeSet(LLTreeSet):
    """Numbers in order, of which lists read whole pages."""

    max_leaf_size, max_internal_size = 64, 64

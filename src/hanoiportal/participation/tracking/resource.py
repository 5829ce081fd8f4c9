"""Counts of how content people are.  Renaming this module needs an upgrade step."""
from BTrees.OOBTree import OOBTree
from persistent import Persistent

KEY = 'satisfaction'


class Satisfaction(Persistent):
    """``counts``: ``{'SITE MONTH QUESTION ANSWER': how many}``."""

    def __init__(self) -> None:
        self.counts = OOBTree()

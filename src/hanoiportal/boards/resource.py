"""The persistent board.  Renaming this module needs an upgrade step."""
from BTrees.OOBTree import OOBTree
from persistent import Persistent


class Board(Persistent):
    """Ban Biên tập of one site, kept as ``site.board``; its seats are grants at the site.

    ``decision``: number and date of the decision that founds it.
    ``starts``, ``ends``: its term, aware UTC ``datetime``; the end is exclusive, or ``None``.
    ``regime``: how it works, as text.
    ``roster``: ``{local date: {code of a window: account id}}``.
    """

    def __init__(self, decision, starts, ends, regime=''):
        self.roster = OOBTree()
        self.found(decision, starts, ends, regime)

    def found(self, decision, starts, ends, regime):
        """Found it anew; the roster stays."""
        self.decision = decision
        self.starts = starts
        self.ends = ends
        self.regime = regime

    def holds(self, now):
        """Return whether the term has begun and not ended at ``now``."""
        return self.starts <= now and (self.ends is None or now < self.ends)

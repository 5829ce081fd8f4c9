"""The segments of an index, kept few."""
from persistent import Persistent

FANOUT = 8         # segments of about one size that become one
LARGEST = 50_000   # documents in a segment, at most, after a merge


class Shelf(Persistent):
    """Holds the segments, oldest first; eight of one magnitude are merged into one.

    So a document is rewritten about twice in its life, and a million documents lie in some
    thirty large segments and a few small ones.
    """

    def __init__(self):
        self.segments = ()

    def erase(self, docids):
        """Let no segment find ``docids`` any more; drop those left empty."""
        for segment in self.segments:
            segment.erase(docids)
        self.segments = tuple(segment for segment in self.segments if segment.live)

    def add(self, segment, merge):
        """Put ``segment`` on the shelf; ``merge`` makes one of a list of segments."""
        self.segments += (segment,)
        while group := crowded(self.segments):
            kept = [each for each in self.segments if each not in group]
            self.segments = (*kept, merge(group))


def crowded(segments):
    """Return the first ``FANOUT`` segments of one magnitude that may be merged, or ``[]``."""
    groups = {}
    for segment in segments:
        group = groups.setdefault(magnitude(len(segment.live)), [])
        group.append(segment)
        if len(group) == FANOUT and sum(len(each.live) for each in group) <= LARGEST:
            return group
    return []


def magnitude(size):
    """Return which power of ``FANOUT`` is nearest below ``size``, an ``int`` >= 1."""
    return (size.bit_length() - 1) // 3

"""The segments of an index, kept few."""
from itertools import accumulate

from persistent import Persistent

from .merging import Merging, merged
from .places import MOST

FANOUT = 8         # segments of about one size that become one
LARGEST = 50_000   # documents in a segment, at most, after a merge


class SegmentSet(Persistent):
    """Holds the segments, oldest first; eight of one magnitude are merged into one.

    So a document is rewritten two or three times in its life, and a million documents lie in some
    thirty large segments and a few small ones.
    """

    #: The ``Merging`` that is under way, ``None`` if there is none.
    merging = None

    def __init__(self):
        self.segments = ()

    def erase(self, docids):
        """Let no segment find ``docids`` any more; drop those left empty."""
        for segment in self.segments:
            segment.erase(docids)
        self.segments = tuple(segment for segment in self.segments if segment.live)

    def add(self, segment):
        """Add ``segment`` to the set, if anything in it lives."""
        if segment.live:
            self.segments += (segment,)

    def crowded(self):
        """Return segments of one magnitude to be merged, because there are ``FANOUT`` or more;
        ``[]`` if there are none.
        """
        groups = {}
        for segment in self.segments:
            groups.setdefault(magnitude(len(segment.live)), []).append(segment)
        fitting = [_fitting(group) for group in groups.values() if len(group) >= FANOUT]
        return next((group for group in fitting if len(group) > 1), [])

    def is_crowded(self):
        """Return whether there is something to merge, or to go on with."""
        return self.merging is not None or bool(self.crowded())

    def merge_on(self):
        """Go on with the merge that is under way by a step, or begin one, if ``is_crowded``.

        It is given up if one of its segments is no longer there: another has merged it.
        """
        if self.merging is None:
            self.merging = Merging(self.crowded())
        merging = self.merging
        if not self._holds(merging.group):
            self.merging = None
        elif not merging.step():
            self.replace(merging.group, merging.segment())
            self.merging = None

    def merge_all(self):
        """Merge what is to be merged at once."""
        while group := self.crowded():
            self.replace(group, merged(group))

    def forget(self):
        """Write each segment anew that holds words of documents that are found no more."""
        self.merging = None
        for segment in self.segments:
            if segment.has_dead:
                self.replace([segment], merged([segment]))

    def replace(self, group, segment):
        """Put ``segment`` in the place of the segments ``group``, of which it was merged.

        Returns whether it did: not if one of them is no longer there.
        """
        if not self._holds(group):
            return False
        segment.erase(segment.live.difference(*[each.live for each in group]))
        self.segments = tuple(each for each in self.segments if each not in group)
        self.add(segment)
        return True

    def _holds(self, group):
        return all(each in self.segments for each in group)


def _fitting(group):
    """Return the first of ``group`` that are not too large for one segment."""
    live = accumulate(len(segment.live) for segment in group)
    span = accumulate(segment.places.span for segment in group)
    return [segment for segment, so_many, so_long in zip(group, live, span, strict=True)
            if so_many <= LARGEST and so_long <= MOST][:FANOUT]


def magnitude(size):
    """Return which power of ``FANOUT`` is nearest below ``size``, an ``int`` >= 1."""
    return (size.bit_length() - 1) // 3

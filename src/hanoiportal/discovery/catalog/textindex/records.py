"""The immutable records of a segment: blocks of postings."""
from array import array
from bisect import bisect_right
from itertools import islice

from persistent import Persistent
from pyroaring import BitMap

FEW = 3          # numbers that take less room as they are than as a bitmap
BLOCK = 16_000   # bytes of postings in a record, more or less
LARGE = 100_000  # bytes of one posting that are not kept in memory once they were read


def packed(bitmap):
    """Return ``bitmap`` as bytes: a few numbers one by one, most words of most texts are rare."""
    return array('I', bitmap).tobytes() if len(bitmap) <= FEW else bitmap.serialize()


def unpacked(raw):
    """Return the bitmap of ``packed`` bytes."""
    return BitMap(array('I', raw)) if len(raw) <= 4 * FEW else BitMap.deserialize(raw)


class Block(Persistent):
    """Neighbouring terms and, for each, its documents as the ``packed`` bitmap."""

    def __init__(self, postings):
        self.postings = postings


class Postings(Persistent):
    """All terms of a segment, in order, in blocks."""

    def __init__(self, entries=(), most=None):
        """``entries``: iterable of (term, bytes of a bitmap), terms ascending.

        ``most``: so many blocks are made, and what they do not hold is left in ``entries``.
        """
        self._blocks = [Block(block) for block in islice(in_blocks(entries), most)]
        self._firsts = [min(block.postings) for block in self._blocks]

    @classmethod
    def joined(cls, parts):
        """Return one ``Postings`` of several that follow one another."""
        made = cls()
        for part in parts:
            made._blocks += part._blocks
            made._firsts += part._firsts
        return made

    def __len__(self):
        return len(self._blocks)

    def last(self):
        """Return the last term."""
        return max(self._blocks[-1].postings)

    def get(self, term):
        """Return the bytes of the bitmap of ``term``, or ``None``."""
        place = bisect_right(self._firsts, term) - 1
        return self._blocks[place].postings.get(term) if place >= 0 else None

    def take(self, term):
        """Return what ``get`` does, and keep no large record of it in memory."""
        raw = self.get(term)
        if raw is not None and len(raw) > LARGE:
            self._blocks[bisect_right(self._firsts, term) - 1]._p_deactivate()
        return raw

    def starting(self, prefix):
        """Yield the bytes of the bitmap of each term that starts with ``prefix``."""
        place = max(0, bisect_right(self._firsts, prefix) - 1)
        for first, block in zip(self._firsts[place:], self._blocks[place:], strict=True):
            if first > prefix and not first.startswith(prefix):
                return
            yield from (raw for term, raw in block.postings.items() if term.startswith(prefix))

    def items(self, after=''):
        """Yield every (term, bytes of a bitmap) with a term after ``after``, terms ascending."""
        place = max(0, bisect_right(self._firsts, after) - 1)
        for block in self._blocks[place:]:
            yield from (each for each in block.postings.items() if each[0] > after)
            block._p_deactivate()


def in_blocks(entries):
    """Yield ``entries`` as dictionaries of about ``BLOCK`` bytes."""
    block, size = {}, 0
    for term, raw in entries:
        block[term] = raw
        size += len(term) + len(raw)
        if size > BLOCK:
            yield block
            block, size = {}, 0
    if block:
        yield block

"""The immutable records of a segment: blocks of postings and blocks of texts."""
import zlib
from bisect import bisect_right

from persistent import Persistent
from pyroaring import BitMap

BLOCK = 16_000  # bytes of postings in a record, more or less
TEXTS = 16      # documents in a record of texts


class Block(Persistent):
    """Neighbouring terms and, for each, its documents as the bytes of a bitmap."""

    def __init__(self, postings):
        self.postings = postings


class Postings(Persistent):
    """All terms of a segment, in order, in blocks."""

    def __init__(self, entries):
        """``entries``: iterable of (term, bytes of a bitmap), terms ascending."""
        self._blocks = [Block(block) for block in in_blocks(entries)]
        self._firsts = [min(block.postings) for block in self._blocks]

    def get(self, term):
        """Return the bytes of the bitmap of ``term``, or ``None``."""
        place = bisect_right(self._firsts, term) - 1
        return self._blocks[place].postings.get(term) if place >= 0 else None

    def starting(self, prefix):
        """Yield the bytes of the bitmap of each term that starts with ``prefix``."""
        place = max(0, bisect_right(self._firsts, prefix) - 1)
        for first, block in zip(self._firsts[place:], self._blocks[place:], strict=True):
            if first > prefix and not first.startswith(prefix):
                return
            yield from (raw for term, raw in block.postings.items() if term.startswith(prefix))

    def items(self):
        """Yield every (term, bytes of a bitmap), terms ascending."""
        for block in self._blocks:
            yield from block.postings.items()


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


class TextBlock(Persistent):
    """The folded readings of a few documents, as compressed lines."""

    def __init__(self, texts):
        """``texts``: list of (document id, folded reading)."""
        self.docids = [docid for docid, _ in texts]
        self._packed = zlib.compress('\0'.join(text for _, text in texts).encode(), 3)

    def texts(self):
        """Return the list of (document id, folded reading) as it was given."""
        lines = zlib.decompress(self._packed).decode().split('\0')
        return list(zip(self.docids, lines, strict=True))


class Texts(Persistent):
    """All folded readings of a segment, to check a phrase word by word."""

    def __init__(self, blocks):
        self._blocks = blocks
        self._docids = [BitMap(block.docids).serialize() for block in blocks]

    def confirm(self, phrase, docids):
        """Return those of ``docids``, and perhaps others, that hold the words side by side."""
        needle = f' {" ".join(phrase)} '
        return BitMap([docid for block, raw in zip(self._blocks, self._docids, strict=True)
                       if BitMap.deserialize(raw).intersect(docids)
                       for docid, text in block.texts() if needle in text])

    def only(self, live):
        """Yield the blocks, rewritten where they hold a document that is not ``live``."""
        for block, raw in zip(self._blocks, self._docids, strict=True):
            if BitMap.deserialize(raw) <= live:
                yield block
            elif kept := [(docid, text) for docid, text in block.texts() if docid in live]:
                yield TextBlock(kept)


def text_blocks(texts):
    """Return ``texts``, a list of (document id, folded reading), as a list of blocks."""
    return [TextBlock(texts[start:start + TEXTS]) for start in range(0, len(texts), TEXTS)]

"""A full-text index of bitmaps that lives in the ZODB.

For ``discovery/search/``, which builds every ``TextQuery``, and for the catalog, which holds one
``TextIndex``.  Document ids are positive 32-bit ``int``.

Vietnamese writes a space between syllables, so the unit of the index is the syllable
(*tiếng*); a pair of neighbouring syllables is a term of its own.

Published texts lie in *segments*, immutable but for the set of their live documents; what has
changed since the last segment was built is *pending*, one small record a document.
"""
from .index import TextIndex
from .segments import built

__all__ = ['TextIndex', 'built']

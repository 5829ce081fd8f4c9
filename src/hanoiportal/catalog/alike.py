"""Standing pages that many offices have word for word: among hits one of them stands for all.

Of 126 communes many say the same of themselves.  What is the same is told by fingerprints, one
number for each public standing page; news and documents have none, so most searches pay nothing.
"""
from hashlib import blake2b

from pyroaring import BitMap

#: So many standing pages among the hits are compared, the newest; the others are shown each.
MOST = 1000
_BYTES = 8


def print_of(entry):
    """Return the fingerprint of an ``Entry``, an ``int`` of 64 bits with its sign: the same for
    the same type, language, title and text.
    """
    read = '\0'.join((entry.type, entry.language, entry.title, entry.body))
    digest = blake2b(read.encode(errors='surrogatepass'), digest_size=_BYTES).digest()
    return int.from_bytes(digest, 'big', signed=True)


def gathered(hits, standing, prints):
    """Return the bitmap ``hits`` without what another one of them stands for, and ``{docid: how
    many it stands for besides itself}``.

    ``standing``: bitmap of the documents that may have a fingerprint.
    ``prints``: ``{docid: fingerprint}``; what has none stands for itself.
    """
    first, alike, hidden = {}, {}, []
    for docid in list(hits & standing)[:-MOST - 1:-1]:
        printed = prints.get(docid)
        known = docid if printed is None else first.setdefault(printed, docid)
        if known != docid:
            alike[known] = alike.get(known, 0) + 1
            hidden.append(docid)
    return (hits - BitMap(hidden) if hidden else hits), alike

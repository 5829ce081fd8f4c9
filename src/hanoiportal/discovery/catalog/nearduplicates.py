"""Folding of near-duplicates: of standing pages that many offices have, one stands for all.

Of 126 communes many say the same of themselves, but for their names.  What is the same is told
by fingerprints, one number for each public standing page; news and documents have none, so most
searches pay nothing.  An office that is asked for by its name shows its own page.
"""
from functools import lru_cache
from hashlib import blake2b

from pyroaring import BitMap

from ...base.text import words

#: So many standing pages among the hits are compared, the newest; the others are shown each.
MOST = 1000
_BYTES = 8
#: Letters of a name that is looked for in texts; what stands in its place.
_SHORTEST, _NAME = 4, '\1'


def fingerprint_of(entry):
    """Return the fingerprint of an ``Entry``, an ``int`` of 64 bits with its sign: the same for
    the same type, language, title and text, whatever its office is called.
    """
    text = '\0'.join((entry.type, entry.language, entry.title, entry.body)).lower()
    for name in entry.office:
        text = text.replace(name, _NAME)
    digest = blake2b(text.encode(errors='surrogatepass'), digest_size=_BYTES).digest()
    return int.from_bytes(digest, 'big', signed=True)


def names_of(site):
    """Return what ``site`` and its office are called in texts, in lower case, the longest first.
    """
    called = {getattr(text, name).lower() for text in (site, *site.translations.values())
              for name in ('title', 'short_title', 'owner')}
    return sorted((name for name in {*called, site.__name__ or ''} if len(name) >= _SHORTEST),
                  key=lambda name: (-len(name), name))


def asked_for(sites, asked):
    """Return those of the component ``sites`` of whose name any word but the first, which says
    what they are, is among the folded words ``asked``.
    """
    asked = frozenset(asked)
    return [site for site in sites if not asked.isdisjoint(_own_words(site.short_title))]


@lru_cache(maxsize=1000)
def _own_words(name):
    return frozenset(words(name)[1][1:])


def fold_near_duplicates(hits, standing, prints):
    """Return the bitmap ``hits`` without what another one of them stands for, and ``{docid: how
    many it stands for besides itself}``.

    ``standing``: those among the hits that may have a fingerprint, the newest first.
    ``prints``: ``{docid: fingerprint}``; what has none stands for itself.
    """
    first, alike, hidden = {}, {}, []
    for docid in standing:
        printed = prints.get(docid)
        known = docid if printed is None else first.setdefault(printed, docid)
        if known != docid:
            alike[known] = alike.get(known, 0) + 1
            hidden.append(docid)
    return (hits - BitMap(hidden) if hidden else hits), alike

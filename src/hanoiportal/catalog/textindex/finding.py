"""Asking: which documents hold the words, and which come first.

A *source* is a segment or the pending documents.  It has ``holding(terms)`` and
``confirm(phrase, docids)``, both of bitmaps.
"""
from itertools import pairwise

from pyroaring import BitMap

from .terms import MARKED, PAIR, TITLE_MARKED, TITLE_PAIR, TITLE_WORD, WORD, terms


def found(sources, query):
    """Return the documents that ``query`` finds.

    ``sources``: list of pairs of a source and the bitmap of ids not to be believed in it.
    """
    wanted = terms(WORD, query.folded())
    phrases = query.folded_phrases()
    for phrase in phrases:
        wanted += terms(PAIR, pairwise(phrase))
    # A pair is a term: only longer phrases have to be read in the text itself.
    long_phrases = [phrase for phrase in phrases if len(phrase) > 2]
    return union(sources, lambda source: confirmed(source, wanted, long_phrases))


def union(sources, ask):
    """Return all that ``ask(source)`` gives, without what is hidden in that source."""
    return BitMap().union(*[ask(source) - hidden for source, hidden in sources])


def confirmed(source, wanted, phrases):
    """Return the documents of ``source`` with the terms ``wanted`` and the ``phrases``."""
    docids = source.holding(wanted) if wanted else BitMap()
    for phrase in phrases:
        docids = source.confirm(phrase, docids)
    return docids


def tiers(query):
    """Return the lists of terms that make a document better than the rest, best first."""
    words, marked, pairs = query.folded(), query.marked(), query.neighbours()
    title = terms(TITLE_WORD, words)
    title_marked = title + terms(TITLE_MARKED, marked)
    beside = terms(PAIR, pairs)
    steps = [
        title_marked + terms(TITLE_PAIR, pairs),
        title_marked,
        title,
        beside + terms(MARKED, marked),
        beside,
    ]
    return list(dict.fromkeys(tuple(step) for step in steps if step))


def ranked(sources, query, among, newest_first, enough):
    """Return the first ``enough`` ids of ``among``, best first, the newest before the rest."""
    page, rest = [], among
    for wanted in tiers(query):
        best = rest & union(sources, lambda source, wanted=wanted: confirmed(source, wanted, ()))
        page += newest_first(best, enough - len(page)) if best else []
        rest = rest - best
        if len(page) >= enough:
            return page
    return page + newest_first(rest, enough - len(page))

"""Asking: which documents hold the words, and which come first.

A *source* is a segment, all of them, or the pending documents.  It has ``live``,
``holding(terms)`` and ``confirm(phrase, docids)``, all of bitmaps.
"""
from functools import cached_property, reduce
from itertools import pairwise
from operator import and_

from pyroaring import BitMap

from .terms import MARKED, PAIR, TITLE_MARKED, TITLE_PAIR, TITLE_WORD, WORD, terms

#: So many words of a query, and pairs of them, are looked for one by one.
COUNTED = 6
#: The kind of a sign of the text in titles.
IN_TITLE = {TITLE_WORD: TITLE_WORD, PAIR: TITLE_PAIR, MARKED: TITLE_MARKED}


class QueryEvaluation:
    """One question to an index: each term is looked up once, whatever it is needed for.

    ``sources``: list of pairs of a source and the bitmap of ids not to be believed in it.
    """

    def __init__(self, sources, query):
        self._sources, self._query = sources, query
        self._terms, self._ways = {}, {}

    def found(self):
        """Return the documents that the query, or one of its ``others``, finds."""
        return BitMap().union(*map(self.found_by, (self._query, *self._query.others)))

    def fitting(self):
        """Return the documents that the query finds with the marks typed, or that one of its
        ``others`` finds.
        """
        marked = terms(MARKED, self._query.marked())
        own = self.found_by(self._query)
        return BitMap().union(
            own & self.holding(marked) if marked else own, *map(self.found_by, self._query.others))

    def found_by(self, way):
        """Return the documents that one way of the query finds, a bitmap not to be changed."""
        if way not in self._ways:
            wanted, phrases = terms(WORD, way.folded()), way.folded_phrases()
            for phrase in phrases:
                wanted += terms(PAIR, pairwise(phrase))
            # A pair is a term: only longer phrases have to be looked for place by place.
            long_phrases = [phrase for phrase in phrases if len(phrase) > 2]
            self._ways[way] = self._confirmed(self.holding(wanted), long_phrases)
        return self._ways[way]

    def holding(self, wanted):
        """Return the documents that hold all the terms ``wanted``, none if there are no terms; a
        bitmap not to be changed.
        """
        found = self._term(wanted[0]) if wanted else BitMap()
        for term in wanted[1:]:
            if not found:
                break
            found = found & self._term(term)
        return found

    def _term(self, term):
        found = self._terms.get(term)
        if found is None:
            found = self._terms[term] = self._held(term)
        return found

    def _held(self, term):
        """Return the documents that hold ``term``, a bitmap not to be changed."""
        found = [each - hidden if hidden else each for each, hidden in (
            (source.holding([term]), hidden) for source, hidden in self._sources) if each]
        return found[0] if len(found) == 1 else BitMap().union(*found)

    def _confirmed(self, docids, phrases):
        for phrase in phrases:
            docids = union(self._sources, lambda source, among=docids, phrase=phrase: (
                source.confirm(phrase, among & source.live)))
        return docids

    def ranked(self, among, newest_first, enough):
        """Return the first ``enough`` ids of ``among``, best first, the newest before the rest."""
        if not among:
            return []
        query = self._query
        ways = [(tiers(way), self.found_by(way) if query.others else among)
                for way in (query, *query.others)]
        page, rest = [], among
        for step in zip(*[steps for steps, _hits in ways], strict=True):
            for wanted, (_steps, hits) in zip(step, ways, strict=True):
                if not wanted:
                    continue
                best = rest & hits & self.holding(wanted)
                page += self._first(best, wanted, newest_first, enough - len(page))
                if len(page) >= enough:
                    return page
                rest = rest - best
        return page + self._first(rest, (), newest_first, enough - len(page))

    def _first(self, among, held, newest_first, enough):
        """Return ``enough`` of ``among``, which all hold the terms ``held``: those with most of
        the signs first, then the newest.
        """
        if len(among) < 2:
            return list(among)[:enough]
        page = []
        for part in _by_signs(among, [self._term(sign) for sign in self._signs
                                      if not _is_held(sign, held)]):
            page += newest_first(part, enough - len(page)) if part else []
            if len(page) >= enough:
                break
        return page

    @cached_property
    def _signs(self):
        return signs(self._query)


def union(sources, ask):
    """Return all that ``ask(source)`` gives, without what is hidden in that source."""
    return BitMap().union(*[
        ask(source) - hidden if hidden else ask(source) for source, hidden in sources])


def confirmed(source, wanted, phrases):
    """Return the documents of ``source`` with the terms ``wanted`` and the ``phrases``."""
    docids = source.holding(wanted) if wanted else BitMap()
    for phrase in phrases:
        docids = source.confirm(phrase, docids)
    return docids


def tiers(query):
    """Return the lists of terms that make a document better than the rest, best first.

    As many for every query; a list that says nothing new is empty.
    """
    words, marked, pairs = query.folded(), query.marked(), query.neighbours()
    title, beside = terms(TITLE_WORD, words), terms(PAIR, pairs)
    phrase, with_marks = title + terms(TITLE_PAIR, pairs), terms(MARKED, marked)
    title_marked = terms(TITLE_MARKED, marked)
    steps = [
        phrase + title_marked, title + title_marked, beside + with_marks, with_marks,
        phrase, title, beside]
    return [() if step in steps[:at] else step for at, step in enumerate(steps)]


def _by_signs(among, holding):
    """Yield the parts of ``among``, those in most bitmaps of the list ``holding`` first.

    Those in all of them are found by a few steps, and among many documents they fill the page.
    """
    yield reduce(and_, holding, among)
    at_least = [among] + [BitMap() for _sign in holding] + [BitMap()]
    for docids in holding:
        for number in range(len(holding), 0, -1):
            at_least[number] |= at_least[number - 1] & docids
    for number in range(len(holding) - 1, -1, -1):
        yield at_least[number] - at_least[number + 1]


def _is_held(sign, held):
    """Return whether whatever holds the terms ``held`` holds ``sign`` too: what stands in a title
    stands in the text.
    """
    return sign in held or IN_TITLE[sign[0]] + sign[1:] in held


def signs(query):
    """Return the terms of which each speaks for a document: words in the title, words side by
    side, words with the marks typed; none for a single word, of which the tiers say all.
    """
    words = list(dict.fromkeys(query.folded()))[:COUNTED]
    if len(words) < 2:
        return []
    pairs = list(dict.fromkeys(query.neighbours()))[:COUNTED]
    marked = list(dict.fromkeys(query.marked()))[:COUNTED]
    return terms(TITLE_WORD, words) + terms(PAIR, pairs) + terms(MARKED, marked)

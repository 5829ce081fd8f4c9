"""Other words for the same: abbreviations written out, and what people say for what law says."""
from itertools import combinations
from typing import NamedTuple

from ...base.text import words
from ...base.values import TextQuery
from .spelled import same

#: A query is asked in at most so many other ways: each costs as much as the query itself.
MOST = 5


class _Span(NamedTuple):
    """Words of a query, from ``start`` to before ``end``, that ``others`` say otherwise."""

    start: int
    end: int
    others: tuple[tuple[str, ...], ...]


class Synonyms:
    """Groups of words that mean the same; ``groups``: iterable of lists of strings."""

    def __init__(self, groups):
        self._by_first = {}
        for group in groups:
            for way in group:
                others = tuple(tuple(other.split()) for other in group if other != way)
                marked, folded = words(way)
                self._by_first.setdefault(folded[0], []).append((marked, others))

    def widen(self, query):
        """Return ``query`` with ``others`` that say loose words of it in other words.

        What stands in quotation marks, and document numbers, are meant as they are typed.
        """
        typed = list(query.words)
        spans = self._spans(typed)
        others = [_said(query, typed, {span: way}) for span in spans for way in span.others]
        if len(spans) > 1:
            apart = all(one.end <= two.start for one, two in combinations(spans, 2))
            together = {span: span.others[0] for span in spans}
            others = [_said(query, typed, together)] * apart + others
        return TextQuery(query.words, query.phrases, tuple(others[:MOST]))

    def _spans(self, typed):
        read = [words(word) for word in typed]
        found, start = [], 0
        while start < len(typed):
            span = self._at(read, start)
            if span is not None:
                found.append(span)
            start = span.end if span is not None else start + 1
        return found

    def _at(self, read, start):
        """Return the longest ``_Span`` that begins at ``start``, or ``None``."""
        best = None
        for marked, others in self._by_first.get(read[start][1][0], ()):
            end = start + len(marked)
            if end <= len(read) and (best is None or end > best.end) and all(
                    len(word[0]) == 1 and same(word[0][0], word[1][0], known)
                    for word, known in zip(read[start:end], marked, strict=True)):
                best = _Span(start, end, others)
        return best


def _said(query, typed, instead):
    """Return ``query`` with other words ``instead`` of spans: ``{_Span: words}``."""
    said = list(typed)
    for span, way in sorted(instead.items(), key=lambda each: -each[0].start):
        said[span.start:span.end] = way
    phrases = tuple(way for way in instead.values() if len(way) > 1)
    return TextQuery(tuple(said), query.phrases + phrases)

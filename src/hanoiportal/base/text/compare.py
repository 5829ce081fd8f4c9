"""Comparing two texts for a reader: as one text with marks, and side by side.

Paragraphs are aligned first, then the words (in Vietnamese: the syllables) of those that changed.
What was taken out stands in ``<del class="removed">``, what was put in stands in
``<ins class="added">``; each lies within one paragraph and holds inline elements alone, so the
result is as well nested as what was compared.  A paragraph that went as a whole has the class
``whole_paragraph``, too, and stands at the head of the paragraph that follows it.
"""
from collections.abc import Iterator
from typing import NamedTuple

from .alignment import ADDED, REMOVED, SAME, Budget, align
from .marking import Run, Words, html_of, marked_without, whole_paragraph
from .segments import Segment, Tag, Word, lines, parts

CHANGED = 'changed'
#: Paragraphs are pairs if they share this part of their words.
LIKE_ENOUGH = 0.34
#: Pairs of paragraphs looked at in one stretch; beyond it they are paired in order.
MOST_PAIRS = 400


class Row(NamedTuple):
    """A paragraph in both texts.  ``kind``: ``same``, ``changed``, ``removed`` or ``added``.

    ``before``, ``after``: HTML of the inside of the paragraph, ``None`` where it is missing.
    """

    kind: str
    before: str | None
    after: str | None


class Comparison(NamedTuple):
    """``inline``: HTML of both texts in one.  ``rows``: in reading order."""

    inline: str
    rows: tuple[Row, ...]

    @property
    def is_same(self) -> bool:
        """Whether no reader would see a difference."""
        return all(row.kind == SAME for row in self.rows)


class _Pair(NamedTuple):
    """Positions of a paragraph in both texts, ``None`` where it is missing."""

    before: int | None
    after: int | None


def compare_html(before: str, after: str) -> Comparison:
    """Return the ``Comparison`` of two HTML bodies that have been cleaned.

    Takes time by their length, and at most ``alignment.BUDGET`` steps for what is unlike.
    """
    found = parts(after)
    comparing = _Comparing(
        [part for part in parts(before) if isinstance(part, Segment)],
        [part for part in found if isinstance(part, Segment)])
    return Comparison(comparing.inline(found), comparing.rows())


def compare_text(before: str, after: str) -> Comparison:
    """Return the ``Comparison`` of two plain texts, escaped; a paragraph is a line.

    ``inline`` keeps the lines: it is to be shown as preformatted text.  Blank lines do not count.
    """
    comparing = _Comparing(lines(before), lines(after))
    return Comparison('\n'.join(comparing.line(pair) for pair in comparing.pairs),
                      comparing.rows())


class _Comparing:
    """Two lists of segments, paired and marked."""

    def __init__(self, before: list[Segment], after: list[Segment]) -> None:
        self._before, self._after = before, after
        self._budget = Budget()
        self.pairs = list(self._paired())
        self._marked = {pair: self._mark(pair) for pair in self.pairs}

    def rows(self) -> tuple[Row, ...]:
        """Return the rows in reading order."""
        return tuple(self._row(pair) for pair in self.pairs)

    def line(self, pair: _Pair) -> str:
        """Return the HTML of a paragraph with the words of both texts."""
        return self._marked[pair][0]

    def inline(self, found: list[Tag | Segment]) -> str:
        """Return the HTML of both texts; ``found``: the parts of the later one."""
        pieces: list[str] = []
        waiting, position = self._before_each(), 0
        for part in found:
            if isinstance(part, Tag):
                pieces.append(part.html)
            else:
                pieces += waiting[position]
                position += 1
        return ''.join([*pieces, *(f'<p>{each}</p>' for each in waiting[position])])

    def _before_each(self) -> list[list[str]]:
        """Return for each later segment, and the end, what is to be written there."""
        waiting: list[list[str]] = []
        lost: list[str] = []
        for pair in self.pairs:
            lost.append(self.line(pair))
            if pair.after is not None:
                waiting.append(lost)
                lost = []
        return [*waiting, lost]

    def _paired(self) -> Iterator[_Pair]:
        before = [segment.key for segment in self._before]
        after = [segment.key for segment in self._after]
        removed = range(0)
        steps = align(before, after, self._budget)
        for at, step in enumerate(steps):
            if step.kind == SAME:
                yield from map(_Pair, range(step.i1, step.i2), range(step.j1, step.j2))
            elif step.kind == REMOVED and steps[at + 1:] and steps[at + 1].kind == ADDED:
                removed = range(step.i1, step.i2)
            else:
                added, gone = range(step.j1, step.j2), removed or range(step.i1, step.i2)
                removed = range(0)
                yield from self._alike(gone, added)

    def _alike(self, gone: range, added: range) -> Iterator[_Pair]:
        """Yield the pairs of a stretch: paragraphs that are alike stand beside each other."""
        if len(gone) * len(added) <= MOST_PAIRS:
            likeness = self._likeness(gone, added)
            matched = _best(likeness, len(gone), len(added))
        else:
            matched = [(at, at) for at in range(min(len(gone), len(added)))]
        i = j = 0
        for a, b in [*matched, (len(gone), len(added))]:
            yield from (_Pair(gone[at], None) for at in range(i, a))
            yield from (_Pair(None, added[at]) for at in range(j, b))
            if a < len(gone) and b < len(added):
                yield _Pair(gone[a], added[b])
            i, j = a + 1, b + 1

    def _likeness(self, gone: range, added: range) -> dict[tuple[int, int], float]:
        """Return ``{(i, j): share of common words}`` of the paragraphs that are like enough."""
        before = [_vocabulary(self._before[at]) for at in gone]
        after = [_vocabulary(self._after[at]) for at in added]
        found = {}
        for i, one in enumerate(before):
            for j, other in enumerate(after):
                share = len(one & other) / (max(len(one), len(other)) or 1)
                if share >= LIKE_ENOUGH or len(gone) == len(added) == 1 and share > 0:
                    found[i, j] = share
        return found

    def _mark(self, pair: _Pair) -> tuple[str, str | None, str | None]:
        """Return the HTML of both, of the earlier and of the later words of ``pair``."""
        before = () if pair.before is None else self._before[pair.before].words
        after = () if pair.after is None else self._after[pair.after].words
        if pair.after is None:
            gone = whole_paragraph(REMOVED, before)
            return gone, gone, None
        if pair.before is None:
            come = whole_paragraph(ADDED, after)
            return come, None, come
        if before == after:
            same = html_of(after)
            return same, same, same
        runs = self._runs(before, after)
        return marked_without(runs, ''), marked_without(runs, ADDED), marked_without(runs, REMOVED)

    def _runs(self, before: Words, after: Words) -> list[Run]:
        """Return ``[(kind, words)]``; lone blanks between two changes belong to both."""
        runs: list[Run] = []
        for step in align(before, after, self._budget):
            if step.kind == ADDED:
                runs.append((ADDED, after[step.j1:step.j2]))
            else:
                runs.append((step.kind, before[step.i1:step.i2]))
        return _joined(runs)

    def _row(self, pair: _Pair) -> Row:
        if pair.after is None:
            kind = REMOVED
        elif pair.before is None:
            kind = ADDED
        else:
            same = self._before[pair.before].key == self._after[pair.after].key
            kind = SAME if same else CHANGED
        _both, before, after = self._marked[pair]
        return Row(kind, before, after)


def _vocabulary(segment: Segment) -> set[str]:
    return {word.text for word in segment.words if not word.text.isspace()}


def _best(
        likeness: dict[tuple[int, int], float], height: int, width: int) -> list[tuple[int, int]]:
    """Return the rising pairs of ``likeness`` whose shares sum up highest."""
    sums = [[0.0] * (width + 1) for _row in range(height + 1)]
    for i in range(height - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            paired = likeness[i, j] + sums[i + 1][j + 1] if (i, j) in likeness else 0
            sums[i][j] = max(paired, sums[i + 1][j], sums[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < height and j < width and sums[i][j]:
        if sums[i][j] == sums[i + 1][j]:
            i += 1
        elif sums[i][j] == sums[i][j + 1]:
            j += 1
        else:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return pairs


def _joined(runs: list[Run]) -> list[Run]:
    """Return ``runs`` with single blanks between changes made part of them, so that a changed
    phrase is one mark.
    """
    kept: list[Run] = []
    removed: list[Word] = []
    added: list[Word] = []
    for at, (kind, words) in enumerate(runs):
        blank = kind == SAME and len(words) == 1 and words[0].text == ' '
        if kind == REMOVED or blank and (removed or added) and at + 1 < len(runs):
            removed += words
        if kind == ADDED or blank and (removed or added) and at + 1 < len(runs):
            added += words
        if kind == SAME and not (blank and (removed or added) and at + 1 < len(runs)):
            kept += [(REMOVED, removed), (ADDED, added), (SAME, list(words))]
            removed, added = [], []
    return [run for run in [*kept, (REMOVED, removed), (ADDED, added)] if run[1]]

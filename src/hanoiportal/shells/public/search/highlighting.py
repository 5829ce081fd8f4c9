"""Which words of a text were asked for, marked in a short piece of it."""
import re
from html import escape as _escape
from sys import getsizeof
from typing import NamedTuple

from pyramid.decorator import reify

from ....base.text import folded, words
from ....base.text.bare import bare, narrow, narrow_line, wide
from ....base.text.html import on_one_line

_WORD = re.compile(r'[^\W_]+')
_BLANK = ord(' ')
LONGEST = 220


class HighlightedText(NamedTuple):
    """A text on one line.  ``signs``: what ``narrow`` makes of it, else the text itself."""

    signs: bytes | str

    @classmethod
    def of(cls, text):
        """Return the ``HighlightedText`` of a ``str``."""
        found = narrow(text)
        return cls(text if found is None else found)

    @classmethod
    def running(cls, fragment):
        """Return the ``HighlightedText`` of the ``running_text`` of an HTML ``fragment``."""
        return cls(narrow_line(on_one_line(fragment)))

    @property
    def size(self):
        """Bytes that it takes in memory."""
        return getsizeof(self.signs)

    def read(self, start=0, end=None):
        """Return its characters from ``start`` to before ``end``."""
        part = self.signs[start:end]
        return part if isinstance(part, str) else wide(part)

    def blank(self, start):
        """Return where from ``start`` on its first blank stands, -1 if there is none."""
        return self.signs.find(' ' if isinstance(self.signs, str) else b' ', start)


class Piece(NamedTuple):
    """A piece of a text.  ``runs``: ``[start, end]`` of each run of words asked for in ``text``.

    ``before``, ``after``: an ellipsis where the text goes on, else ``''``.
    """

    text: str
    runs: list[list[int]]
    before: str = ''
    after: str = ''

    @property
    def html(self):
        """It as HTML with the words asked for in ``<mark>``."""
        return self.before + _marked(self.text, self.runs) + self.after


class QueryTerms:
    """The words that a ``TextQuery`` and its other ways ask for.

    What was typed with marks is that word alone as long as a title or its text has it so.
    """

    def __init__(self, query):
        texts = [text for way in (query, *query.others)
                 for text in (*way.words, *(word for phrase in way.phrases for word in phrase))]
        self._forms = {}
        for typed in texts:
            for word, plain in zip(*words(typed), strict=True):
                self._forms.setdefault(plain, set()).add(word)
        #: The words as they stand in what ``bare`` returns, if all of them are such as can.
        self._plain = [(b' ' + word.encode(), word) for word in self._forms] if all(
            word.isascii() and word.isalnum() for word in self._forms) else None
        self._is_marked = any({plain} != forms for plain, forms in self._forms.items())
        self._typed = {}

    @reify
    def key(self):
        """All that makes a difference to what is ``shown``."""
        return frozenset((plain, *sorted(forms)) for plain, forms in self._forms.items())

    def shown(self, title, body, longest=LONGEST):
        """Return the text ``title`` as HTML with the words of the query in ``<mark>``, and the
        ``Piece`` of ``body`` where most of the words stand close together.

        Of equally good pieces the first; about ``longest`` characters long.
        """
        in_title, in_body = self.found(title), self.found(body)
        if self._is_marked:
            exact = [self._as_typed(text.signs, hits)
                     for text, hits in ((title, in_title), (body, in_body))]
            in_title, in_body = exact if any(exact) else (in_title, in_body)
        text, start = title.read(), self._start(in_body, longest)
        return _marked(text, _runs(text, in_title)), _cut(body, in_body, start, longest)

    def found(self, text):
        """Return the words asked for in a ``HighlightedText``, with whatever marks: a list of
        ``(start, end, folded word)``, the first before the rest.
        """
        if self._plain is None or isinstance(text.signs, str):
            return [(*each.span(), folded(each[0])) for each in _WORD.finditer(text.read())
                    if folded(each[0]) in self._forms]
        found, plain = [], bare(text.signs)
        for raw, word in self._plain:
            size, at = len(raw), plain.find(raw)
            while at >= 0:
                end = at + size
                if plain[end] == _BLANK:
                    found.append((at, end - 1, word))
                at = plain.find(raw, end)
        found.sort()
        return found

    def _as_typed(self, signs, hits):
        """Return those of ``hits`` that have the marks typed in the text of those ``signs``."""
        known, kept = self._typed, []
        for hit in hits:
            key = signs[hit[0]:hit[1]], hit[2]
            is_typed = known.get(key)
            if is_typed is None:
                is_typed = known[key] = self._is_typed(*key)
            if is_typed:
                kept.append(hit)
        return kept

    def _is_typed(self, signs, plain):
        forms, word = self._forms[plain], HighlightedText(signs).read()
        return plain in forms or word.lower() in forms or words(word)[0][0] in forms

    def _start(self, hits, longest):
        near, together, first, best, most = dict.fromkeys(self._forms, 0), 0, 0, 0, 0
        for at, (_start, end, word) in enumerate(hits):
            while first < at and end - hits[first][0] >= longest * 2 // 3:
                near[hits[first][2]] -= 1
                together -= not near[hits[first][2]]
                first += 1
            together += not near[word]
            near[word] += 1
            if together > most:
                best, most = hits[first][0], together
                if most == len(near):
                    break
        return max(0, best - longest // 4)


def _cut(text, hits, start, longest):
    """Return ``longest`` characters of ``text`` from ``start``, at whole words, as a ``Piece``."""
    if start:
        start = text.blank(start) + 1 or start
    piece = text.read(start, start + longest)
    is_shortened = start + longest < len(text.signs)
    if is_shortened:
        piece = (piece.rpartition(' ')[0] or piece).rstrip(' ,;:.-–')
    end = start + len(piece)
    inside = [(at - start, to - start, word) for at, to, word in hits
              if start <= at and to <= end]
    return Piece(piece, _runs(piece, inside), '…' if start else '', '…' if is_shortened else '')


def _marked(text, runs):
    """Return ``text`` as HTML with the ``runs`` marked."""
    escape = str if len(_escape(text)) == len(text) else _escape
    parts, at = [], 0
    for start, end in runs:
        parts += escape(text[at:start]), '<mark>', escape(text[start:end]), '</mark>'
        at = end
    parts.append(escape(text[at:]))
    return ''.join(parts)


def _runs(text, hits):
    """Return ``[start, end]`` of each run of ``hits`` with one blank between them."""
    runs = []
    for start, end, _word in hits:
        if runs and text[runs[-1][1]:start] == ' ':
            runs[-1][1] = end
        else:
            runs.append([start, end])
    return runs

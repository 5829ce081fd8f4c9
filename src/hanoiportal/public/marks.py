"""Which words of a text were asked for, marked in a short piece of it."""
import re
from html import escape as _escape
from typing import NamedTuple

from pyramid.decorator import reify

from ..text import folded, words
from ..text.bare import bare, standing

_WORD = re.compile(r'\w+')
_SPECIAL = re.compile('[&<>"\']')
LONGEST = 220


class Text(NamedTuple):
    """A text on one line; ``plain``: what ``bare`` returns of it."""

    text: str
    plain: bytes | None

    @classmethod
    def of(cls, text):
        """Return the ``Text`` of a ``str``."""
        return cls(text, bare(text))


class Asked:
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
        #: The words as ``bytes``, if all of them are such as can stand in a ``Text.plain``.
        self._plain = [(word.encode(), word) for word in self._forms] if all(
            word.isascii() and word.isalnum() for word in self._forms) else None
        self._is_marked = any({plain} != forms for plain, forms in self._forms.items())
        self._typed = {}

    @reify
    def key(self):
        """All that makes a difference to what is ``shown``."""
        return frozenset((plain, *sorted(forms)) for plain, forms in self._forms.items())

    def shown(self, title, body, longest=LONGEST):
        """Return the ``Text`` ``title``, and the piece of ``body`` where most of the words stand
        close together, as HTML with the words asked for in ``<mark>``.

        Of equally good pieces the first; about ``longest`` characters long.
        """
        in_title, in_body = self.found(title), self.found(body)
        if self._is_marked:
            exact = [self._as_typed(text.text, hits)
                     for text, hits in ((title, in_title), (body, in_body))]
            in_title, in_body = exact if any(exact) else (in_title, in_body)
        start = self._start(in_body, longest)
        return _marked(title.text, in_title), _cut(body.text, in_body, start, longest)

    def found(self, text):
        """Return the words asked for in a ``Text``, with whatever marks: a list of
        ``(start, end, folded word)``, the first before the rest.
        """
        if self._plain is None or text.plain is None:
            return [(*each.span(), folded(each[0])) for each in _WORD.finditer(text.text)
                    if folded(each[0]) in self._forms]
        found = []
        for raw, word in self._plain:
            size = len(raw)
            found += [(start, start + size, word) for start in standing(text.plain, raw)]
        found.sort()
        return found

    def _as_typed(self, text, hits):
        """Return those of ``hits`` that have the marks typed in ``text``."""
        known, kept = self._typed, []
        for hit in hits:
            key = text[hit[0]:hit[1]], hit[2]
            is_typed = known.get(key)
            if is_typed is None:
                is_typed = known[key] = self._is_typed(*key)
            if is_typed:
                kept.append(hit)
        return kept

    def _is_typed(self, word, plain):
        forms = self._forms[plain]
        return plain in forms or word.lower() in forms or words(word)[0][0] in forms

    def _start(self, hits, longest):
        near, best, most = [], 0, 0
        for hit in hits:
            near = [other for other in near if hit[1] - other[0] < longest * 2 // 3]
            near.append(hit)
            together = len({word for _start, _end, word in near})
            if together > most:
                best, most = near[0][0], together
                if most == len(self._forms):
                    break
        return max(0, best - longest // 4)


def _cut(text, hits, start, longest):
    """Return ``longest`` characters of ``text`` from ``start``, at whole words, with ellipses."""
    if start:
        start = text.find(' ', start) + 1 or start
    piece = text[start:start + longest]
    is_shortened = start + longest < len(text)
    if is_shortened:
        piece = (piece.rpartition(' ')[0] or piece).rstrip(' ,;:.-–')
    end = start + len(piece)
    inside = [(at - start, to - start, word) for at, to, word in hits
              if start <= at and to <= end]
    return ('…' if start else '') + _marked(piece, inside) + ('…' if is_shortened else '')


def _marked(text, hits):
    """Return ``text`` as HTML with the ``hits`` marked, words side by side in one mark."""
    escape = _escape if _SPECIAL.search(text) else str
    parts, at = [], 0
    for start, end in _runs(text, hits):
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

"""Which words of a text were asked for, marked in a short piece of it."""
import re

from ..text import folded, words

_WORD = re.compile(r'\w+')
LONGEST = 260


class Asked:
    """The words that a ``TextQuery`` and its other ways ask for.

    What was typed with marks is that word alone as long as a text has it so: ``in_texts``.
    """

    def __init__(self, query):
        texts = [text for way in (query, *query.others)
                 for text in (*way.words, *(word for phrase in way.phrases for word in phrase))]
        self._exact = {}
        for typed in texts:
            for word, plain in zip(*words(typed), strict=True):
                self._exact.setdefault(plain, set()).add(word)
        self._any = dict.fromkeys(self._exact)
        self._is_marked = any({plain} != forms for plain, forms in self._exact.items())

    def in_texts(self, *texts):
        """Return what ``marked`` and ``around`` are to show in ``texts``."""
        exact = self._is_marked and any(
            _is_asked(found[0], self._exact) for text in texts for found in _WORD.finditer(text))
        return self._exact if exact else self._any


def _is_asked(word, wanted):
    plain = folded(word)
    if plain not in wanted:
        return False
    forms = wanted[plain]
    return forms is None or plain in forms or words(word)[0][0] in forms


def marked(text, wanted):
    """Return ``text`` as ``[(piece, whether it was asked for)]``.

    ``wanted``: ``{folded word: set of the forms that count, or None for any}``.  Joined, the
    pieces are ``text``.

    >>> marked('Thủ tục mới', {'thu': None, 'tuc': None})
    [('Thủ', True), (' ', False), ('tục', True), (' mới', False)]
    """
    pieces, at = [], 0
    for found in _WORD.finditer(text):
        if _is_asked(found[0], wanted):
            pieces += [(text[at:found.start()], False), (found[0], True)]
            at = found.end()
    pieces.append((text[at:], False))
    return [piece for piece in pieces if piece[0]]


def around(text, wanted, longest=LONGEST):
    """Return the piece of ``text`` where most of ``wanted`` stand close together.

    Of equally good pieces the first; about ``longest`` characters long.
    """
    near, best, most = [], 0, 0
    for found in _WORD.finditer(text):
        if not _is_asked(found[0], wanted):
            continue
        word = folded(found[0])
        near = [hit for hit in near if found.end() - hit[0] < longest * 2 // 3]
        near.append((found.start(), word))
        together = len({word for _start, word in near})
        if together > most:
            best, most = near[0][0], together
            if most == len(wanted):
                break
    return _cut(text, max(0, best - longest // 4), longest)


def _cut(text, start, longest):
    """Return ``longest`` characters of ``text`` from ``start``, at whole words, with ellipses."""
    if start:
        start = text.find(' ', start) + 1 or start
    piece = text[start:start + longest]
    if start + longest < len(text):
        piece = (piece.rpartition(' ')[0] or piece).rstrip(' ,;:.-–') + '…'
    return ('…' if start else '') + piece

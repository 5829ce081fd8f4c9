"""Which words of a text were asked for, marked in a short piece of it."""
import re

from ..text import folded, words

_WORD = re.compile(r'\w+')
LONGEST = 260


def asked_words(query):
    """Return the folded words of a ``TextQuery`` and of its other ways, as a set."""
    texts = [text for way in (query, *query.others)
             for text in (*way.words, *(word for phrase in way.phrases for word in phrase))]
    return {word for text in texts for word in words(text)[1]}


def marked(text, wanted):
    """Return ``text`` as ``[(piece, whether it was asked for)]``; marks typed do not count.

    ``wanted``: set of folded words.  Joined, the pieces are ``text``.

    >>> marked('Thủ tục mới', {'thu', 'tuc'})
    [('Thủ', True), (' ', False), ('tục', True), (' mới', False)]
    """
    pieces, at = [], 0
    for found in _WORD.finditer(text):
        if folded(found[0]) in wanted:
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
        word = folded(found[0])
        if word not in wanted:
            continue
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

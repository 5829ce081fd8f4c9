"""An adversarial corpus of anchors: drafts, what a redraft does to them, and where a person who
had followed each word would put each comment.

Each word knows where it came from; a word that is written anew comes from nowhere.  So the truth
does not depend on any likeness of texts.
"""
from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from hanoiportal.participation.consultations.anchoring import Anchor, Succession
from hanoiportal.participation.consultations.anchoring.anchors import at

#: What is said again and again, with a number that differs.
PHRASES = (
    'Trong {n} ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ, cơ quan tiếp nhận trả lời.',
    'Thời hạn giải quyết là {n} ngày kể từ ngày nhận đủ hồ sơ hợp lệ theo quy định.',
    'Mức hỗ trợ là {n} triệu đồng cho một hộ gia đình theo quy định của pháp luật.',
    'Cơ quan chủ trì phối hợp với Ủy ban nhân dân {n} xã, phường tổ chức thực hiện.',
    'Tổ chức, cá nhân có trách nhiệm báo cáo {n} lần trong một năm theo quy định.')
WORDS = ('đất đai, vỉa hè, cây xanh, chiếu sáng, thoát nước, bãi xe, trường học, chợ dân sinh, '
         'nhà văn hóa, quảng cáo, môi trường, phòng cháy, hạ tầng, công viên, hồ điều hòa, '
         'biển báo, hè phố, tiếng ồn, rác thải, cấp phép').split(', ')


class Word(NamedTuple):
    """A word of a draft.  ``origin``: where it came from, 0 for nowhere."""

    said: str
    origin: int


class Piece(NamedTuple):
    """A provision: sentences of words."""

    id: str
    sentences: tuple[tuple[Word, ...], ...]

    @property
    def words(self) -> list[Word]:
        """All its words."""
        return [word for each in self.sentences for word in each]

    @property
    def text(self) -> str:
        """Its stored text."""
        return ' '.join(word.said for word in self.words)


class Asked(NamedTuple):
    """An anchor, and where it belongs.  ``places``: pairs of provision and passage (``''``: the
    whole) where it may stand.  ``is_owed``: whether a person would keep it.
    """

    anchor: Anchor
    old: str
    places: frozenset[tuple[str, int, str]]
    is_owed: bool


class Redraft(NamedTuple):
    """Two versions, what became of the provisions, and the anchors."""

    before: list[Piece]
    after: list[Piece]
    way: Succession
    asked: list[Asked]


class Making:
    """Makes redrafts of ``random``.  ``said``: sentences that drafts are made of, ``()`` for those
    of this module.
    """

    def __init__(self, chance: random.Random, said: Sequence[str] = ()) -> None:
        self.chance, self.said = chance, said
        self._last = 0
        self._ids = 0

    def redraft(self, anchors: int) -> Redraft:
        """Return a ``Redraft`` with that many anchors."""
        before = [self._piece() for _each in range(24)]
        before += [Piece(self._id(), self._again(each.sentences)) for each in before[:3]]
        after: list[Piece] = list(before)
        became: dict[str, tuple[str, ...]] = {}
        for _each in range(14):
            after = self.chance.choice((
                self._edit, self._edit, self._numbers, self._lookalike, self._moved_sentence,
                self._move, self._swap, self._repeat, self._trap, self._gone))(after, became)
        for act in (self._split, self._split, self._merge, self._merge):
            after = act(after, became)
        way = Succession(became, frozenset(each.id for each in before))
        asked = [self._ask(before, after, became) for _each in range(anchors)]
        return Redraft(before, after, way, asked)

    # Anchors.

    def _ask(self, before: list[Piece], after: list[Piece],
             became: dict[str, tuple[str, ...]]) -> Asked:
        if self.chance.random() < .02:
            return Asked(Anchor(), '', frozenset({('', 0, '')}), True)
        piece = self.chance.choice(before)
        there = [each for each in after if each.id in became.get(piece.id, (piece.id,))]
        if self.chance.random() < .25:
            same = [each for each in after if (each.id, each.text) == (piece.id, piece.text)]
            there = same or there
            places = frozenset((each.id, 0, '') for each in there)
            return Asked(Anchor(piece.id), piece.text, places if len(there) == 1 else frozenset(),
                         len(there) == 1)
        words = piece.words
        length = min(len(words), self.chance.choice((1, 2, 2, 3, 4, 6, 8, 12, 18)))
        first = self.chance.randrange(len(words) - length + 1)
        start = len(' '.join(each.said for each in words[:first])) + bool(first)
        passage = words[first:first + length]
        anchor = at(piece.id, piece.text, start,
                    start + len(' '.join(each.said for each in passage)))
        kept = frozenset(filter(None, (
            found for each in there for found in (
                _where(each, passage), _said_again(piece, each, anchor),
                # Where nothing has changed to the eye, nothing has.
                (each.id, start, anchor.quotation) if each.text == piece.text else None))))
        wide = frozenset((each.id, 0, '') for each in there) if len(there) == 1 else frozenset()
        return Asked(anchor, piece.text, kept or wide, bool(kept or wide))

    # What a redraft does.

    def _edit(self, pieces: list[Piece], _became: object) -> list[Piece]:
        """Write some words otherwise, put some in, take some out."""
        which, each = self._pick(pieces)
        sentences = [list(words) for words in each.sentences]
        for _time in range(self.chance.randint(1, 3)):
            words = self.chance.choice(sentences)
            where = self.chance.randrange(len(words))
            act = self.chance.randrange(3)
            if act == 0:
                words[where] = Word(self.chance.choice(WORDS).split()[0], 0)
            elif act == 1:
                words[where:where] = [Word(said, 0) for said in
                                      self.chance.choice(WORDS).split()]
            elif len(words) > 4:
                del words[where]
        return _with(pieces, which, Piece(each.id, tuple(map(tuple, sentences))))

    def _numbers(self, pieces: list[Piece], _became: object) -> list[Piece]:
        """Let two sentences say each other's number: what was 10 is 30, what was 30 is 10."""
        which, each = self._pick(pieces)
        spots = [(number, where) for number, words in enumerate(each.sentences)
                 for where, word in enumerate(words) if word.said.isdigit()]
        if len(spots) < 2:
            return pieces
        sentences = [list(words) for words in each.sentences]
        (a, i), (b, j) = self.chance.sample(spots, 2)
        if sentences[a][i].said == sentences[b][j].said:
            return pieces
        sentences[a][i], sentences[b][j] = (Word(sentences[b][j].said, 0),
                                            Word(sentences[a][i].said, 0))
        return _with(pieces, which, Piece(each.id, tuple(map(tuple, sentences))))

    def _lookalike(self, pieces: list[Piece], _became: object) -> list[Piece]:
        """Say a sentence once more, in the same provision or another."""
        _which, each = self._pick(pieces)
        said = self._again((self.chance.choice(each.sentences),))[0]
        which, into = self._pick(pieces) if self.chance.random() < .5 else (
            pieces.index(each), each)
        where = self.chance.randrange(len(into.sentences) + 1)
        return _with(pieces, which, Piece(into.id, (
            *into.sentences[:where], said, *into.sentences[where:])))

    def _trap(self, pieces: list[Piece], _became: object) -> list[Piece]:
        """Take a sentence out, and write the same anew into another provision."""
        which, each = self._pick(pieces)
        if len(each.sentences) < 2:
            return pieces
        where = self.chance.randrange(len(each.sentences))
        said = self._again((each.sentences[where],))[0]
        pieces = _with(pieces, which, Piece(each.id, (
            *each.sentences[:where], *each.sentences[where + 1:])))
        into = self.chance.choice([number for number in range(len(pieces)) if number != which])
        return _with(pieces, into, Piece(pieces[into].id, (*pieces[into].sentences, said)))

    def _moved_sentence(self, pieces: list[Piece], _became: object) -> list[Piece]:
        which, each = self._pick(pieces)
        sentences = list(each.sentences)
        self.chance.shuffle(sentences)
        return _with(pieces, which, Piece(each.id, tuple(sentences)))

    def _move(self, pieces: list[Piece], _became: object) -> list[Piece]:
        pieces = list(pieces)
        pieces.insert(self.chance.randrange(len(pieces)),
                      pieces.pop(self.chance.randrange(len(pieces))))
        return pieces

    def _swap(self, pieces: list[Piece], _became: object) -> list[Piece]:
        a, b = self.chance.sample(range(len(pieces)), 2)
        pieces = list(pieces)
        pieces[a], pieces[b] = pieces[b], pieces[a]
        return pieces

    def _repeat(self, pieces: list[Piece], _became: object) -> list[Piece]:
        """Write a provision once more as a new one."""
        which, each = self._pick(pieces)
        return [*pieces[:which], Piece(self._id(), self._again(each.sentences)), *pieces[which:]]

    def _gone(self, pieces: list[Piece], became: dict[str, tuple[str, ...]]) -> list[Piece]:
        which, each = self._pick(pieces)
        became[each.id] = ()
        return [*pieces[:which], *pieces[which + 1:]]

    def _split(self, pieces: list[Piece], became: dict[str, tuple[str, ...]]) -> list[Piece]:
        fit = [each for each in pieces if len(each.sentences) > 1 and each.id not in became]
        each = self.chance.choice(fit)
        where = self.chance.randrange(1, len(each.sentences))
        parts = [Piece(each.id, each.sentences[:where]),
                 Piece(self._id(), each.sentences[where:])]
        became[each.id] = tuple(part.id for part in parts)
        which = pieces.index(each)
        return [*pieces[:which], *parts, *pieces[which + 1:]]

    def _merge(self, pieces: list[Piece], became: dict[str, tuple[str, ...]]) -> list[Piece]:
        parts = {id_ for ids in became.values() for id_ in ids}
        fit = [each for each in pieces if each.id not in became and each.id not in parts]
        a, b = self.chance.sample(fit, 2)
        became[b.id], became[a.id] = (a.id,), (a.id,)
        rest = [each for each in pieces if each is not b]
        return _with(rest, rest.index(a), Piece(a.id, (*a.sentences, *b.sentences)))

    # Drafts.

    def _piece(self) -> Piece:
        return Piece(self._id(), tuple(
            self._sentence() for _each in range(self.chance.randint(1, 5))))

    def _sentence(self) -> tuple[Word, ...]:
        if self.said:
            said = self.chance.choice(self.said)
        elif self.chance.random() < .6:
            said = self.chance.choice(PHRASES).format(n=self.chance.choice((5, 10, 15, 20, 30)))
        else:
            subjects = ' và '.join(self.chance.sample(WORDS, 3))
            said = f'Việc quản lý {subjects} thực hiện theo quy định tại Quyết định này.'
        return tuple(Word(each, self._next()) for each in said.split())

    def _again(self, sentences: tuple[tuple[Word, ...], ...]) -> tuple[tuple[Word, ...], ...]:
        return tuple(tuple(Word(each.said, self._next()) for each in words)
                     for words in sentences)

    def _pick(self, pieces: list[Piece]) -> tuple[int, Piece]:
        which = self.chance.randrange(len(pieces))
        return which, pieces[which]

    def _next(self) -> int:
        self._last += 1
        return self._last

    def _id(self) -> str:
        self._ids += 1
        return f'{self._ids:012x}'


def _where(piece: Piece, passage: list[Word]) -> tuple[str, int, str] | None:
    """Return where all words of ``passage`` stand in ``piece``, one after another."""
    words, start = piece.words, 0
    for first in range(len(words) - len(passage) + 1):
        if words[first:first + len(passage)] == passage:
            return piece.id, start, ' '.join(each.said for each in passage)
        start += len(words[first].said) + 1
    return None


def _said_again(old: Piece, new: Piece, anchor: Anchor) -> tuple[str, int, str] | None:
    """Return where the sentences of ``old`` that hold the passage stand in ``new``, word for word
    and once: whoever has both texts before them takes them for the same, and cannot tell two
    sentences that changed places from two that changed their numbers.
    """
    ends = [0]
    for said in old.sentences:
        ends.append(ends[-1] + sum(len(word.said) + 1 for word in said))
    first = max(end for end in ends if end <= anchor.start)
    last = min(end for end in ends if end >= anchor.end)
    run = old.text[first:last].strip()
    if old.text.count(run) == new.text.count(run) == 1:
        return new.id, new.text.index(run) + anchor.start - first, anchor.quotation
    return None


def _with(pieces: list[Piece], which: int, piece: Piece) -> list[Piece]:
    return [*pieces[:which], piece, *pieces[which + 1:]]


def sentences_of(law: Path) -> list[str]:
    """Return the sentences of the text in ``law`` that have 5 to 60 words, in their order."""
    found = re.split(r'(?<=[.;:])\s+', law.read_text(encoding='utf-8'))
    lines = [' '.join(line.split()) for each in found for line in each.split('\n')]
    return [each for each in lines if 5 <= len(each.split()) <= 60]


def redrafts(seed: int, number: int, anchors: int, said: Sequence[str] = ()) -> list[Redraft]:
    """Return ``number`` redrafts with ``anchors`` each, the same for one seed.  ``said``: see
    ``Making``.
    """
    making = Making(random.Random(seed), said)
    return [making.redraft(anchors) for _each in range(number)]

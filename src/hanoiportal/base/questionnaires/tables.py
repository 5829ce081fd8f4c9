"""The figures of a survey as tables and bars: what is not told is a dash."""
from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from ..i18n import _
from ..numbers import grouped
from .figures import LEAST, Figures
from .questions import (
    ASKED,
    NO_ANSWER,
    NUMBER,
    SCALE,
    SEVERAL,
    TEXT,
    Question,
    Said,
    bands,
    partitions,
)
from .results import EditionResults

#: What stands where a number is not told.
HIDDEN = '–'
#: The populations, and how they were asked.
POPULATIONS = (_('Đã xác thực'), _('Chưa xác thực'))
METHOD = _(
    'Phương pháp: phiếu hỏi tự nguyện trên Cổng, không phải mẫu đại diện. “Đã xác thực” là '
    'mỗi người đã xác nhận danh tính trả lời một lần; “chưa xác thực” là mỗi thiết bị một '
    'lần. Hai nhóm không được cộng với nhau. Số dưới ${least}, và số mà từ đó tính ra được '
    'số như vậy, không công bố.', mapping={'least': LEAST})


class Cell(NamedTuple):
    """A number as it is shown, its share of those who were asked, whole percents as shown, and
    the length of its bar in hundredths; ``number`` is ``None`` where it is not told.
    """

    number: int | None
    shown: str = HIDDEN
    share: str = ''
    length: str = '0'


class ChoiceRow(NamedTuple):
    """A choice, with the cell of each population."""

    said: Said
    cells: tuple[Cell, Cell]


class Table(NamedTuple):
    """A question, or a row of one.  ``below``: the row, if it is one.  ``asked``: how many were
    asked of each population, ``None`` where that is not told.
    """

    question: Said
    below: Said | None
    asked: tuple[int | None, int | None]
    rows: tuple[ChoiceRow, ...]
    is_several: bool
    is_words: bool = False

    @property
    def told(self) -> bool:
        """Whether it tells any number."""
        return any(cell.number is not None for row in self.rows for cell in row.cells)

    @property
    def hides(self) -> bool:
        """Whether a number is not told."""
        return any(cell.number is None for row in self.rows for cell in row.cells)


def tables(results: EditionResults, tag: str) -> Iterator[Table]:
    """Yield the tables of ``results`` in the order of the questions, for readers of ``tag``."""
    populations = (results.verified, results.unverified)
    for question in results.questions:
        words = question.words.said(tag)
        if question.kind == TEXT:
            yield Table(words, None, (None, None), (), False, is_words=True)
            continue
        asked = (populations[0].asked.get(question.id), populations[1].asked.get(question.id))
        for below, labels in _parts(question, tag):
            yield Table(words, below, asked, tuple(
                ChoiceRow(said, (_cell(cell, populations[0], asked[0], tag),
                                 _cell(cell, populations[1], asked[1], tag)))
                for cell, said in labels), question.kind == SEVERAL)


def in_words(questions: Sequence[Question], cells: Collection[str],
             tag: str) -> Iterator[tuple[Said, Said | None, Said]]:
    """Yield question, row of a matrix and answer of each of ``cells``, in the order of the
    questions, for readers of ``tag``.
    """
    for question in questions:
        words = question.words.said(tag)
        for below, labels in _parts(question, tag):
            yield from ((words, below, said) for cell, said in labels if cell in cells)
        if f'{question.id}.{ASKED}' in cells:
            yield words, None, Said(_('Số người được hỏi'))


def _parts(question: Question,
           tag: str) -> Iterator[tuple[Said | None, list[tuple[str, Said]]]]:
    """Yield each row of a matrix, else ``None``, with its cells and what they are called."""
    rows = question.rows_said(tag)
    found = [(question.id, [f'{question.id}.{value}' for value in question.values])
             ] if question.kind == SEVERAL else partitions(question)
    for name, cells in found:
        yield rows.get(name), list(zip(cells, _labels(question, cells, tag), strict=True))


def _labels(question: Question, cells: Sequence[str], tag: str) -> Iterator[Said]:
    options = {each.id: each.words.said(tag) for each in question.options}
    spans = bands(question) if question.kind == NUMBER else ()
    for cell in cells:
        key = cell.rpartition('.')[2]
        if key == NO_ANSWER:
            yield Said(_('Không trả lời'))
        elif question.kind == NUMBER:
            low, high = spans[int(key[1:])]
            yield Said(f'{grouped(low, tag)} – {grouped(high, tag)}')
        elif question.kind == SCALE:
            yield Said(key)
        else:
            yield options[key]


def _cell(name: str, figures: Figures, asked: int | None, tag: str) -> Cell:
    number = figures.cells.get(name)
    if number is None or not asked:
        return Cell(None)
    share = 100 * number / asked
    return Cell(number, grouped(number, tag), f'{share:.0f}%', f'{share:.1f}')

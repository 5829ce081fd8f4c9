"""Questions of six kinds, as values (clause 4.2.f)."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..i18n import DEFAULT, _

ONE, SEVERAL, SCALE, NUMBER, TEXT, MATRIX = KINDS = (
    'one', 'several', 'scale', 'number', 'text', 'matrix')
KIND_TITLES: Mapping[str, str] = {
    ONE: _('Chọn một'), SEVERAL: _('Chọn nhiều'), SCALE: _('Thang điểm'), NUMBER: _('Số'),
    TEXT: _('Ý kiến bằng lời'), MATRIX: _('Bảng câu hỏi')}
#: Kinds that have choices; kinds on whose answers a later question may depend.
WITH_CHOICES, ASKED_AFTER = (ONE, SEVERAL, MATRIX), (ONE, SEVERAL, SCALE)
#: Behind the id of a question: the cell of those who were asked and gave no answer; of all who
#: were asked, where people choose several.
NO_ANSWER, ASKED = 'none', 'asked'


class Said(NamedTuple):
    """A text with the tag of its language, ``None`` for that of the page."""

    text: str
    lang: str | None = None


class Words(NamedTuple):
    """A text in two languages; ``en`` may be ``''``."""

    vi: str
    en: str = ''

    def said(self, tag: str) -> Said:
        """Return the text for readers of ``tag``."""
        return Said(self.vi, DEFAULT) if tag == DEFAULT or not self.en else Said(self.en, 'en')


class Option(NamedTuple):
    """A choice, or a row of a matrix.  ``id``: unique in its question, kept for good."""

    id: str
    words: Words


class Question(NamedTuple):
    """A question.  ``id``: unique in the survey, never given twice.

    ``hint``: stands below it.  ``lowest``, ``highest``: of a scale or number, whole numbers.
    ``edges``: of a number, where each band but the first begins, ascending.  ``required``:
    whether an answer must be given.  ``new_page``: whether a page begins with it.  ``after``,
    ``answers``: id of the earlier question, and ids of its choices, or values of its scale, one
    of which must be given for this one to be asked; ``''`` and ``()`` if it is always asked.
    """

    id: str
    kind: str
    words: Words
    hint: Words = Words('')
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    lowest: int = 1
    highest: int = 5
    edges: tuple[int, ...] = ()
    required: bool = False
    new_page: bool = False
    after: str = ''
    answers: tuple[str, ...] = ()

    @property
    def may_be_left(self) -> bool:
        """Whether it may go without an answer: a text always, and where several are chosen none
        may fit, so that the number of those who chose two things is never told.
        """
        return not self.required or self.kind in (TEXT, SEVERAL)

    @property
    def values(self) -> tuple[str, ...]:
        """What may be answered where that is a list: ids of choices, values of a scale."""
        if self.kind == SCALE:
            return tuple(map(str, range(self.lowest, self.highest + 1)))
        return tuple(each.id for each in self.options)

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of its fields in a form."""
        if self.kind == MATRIX:
            return tuple(f'{self.id}.{row.id}' for row in self.rows)
        return (self.id,)

    @property
    def texts(self) -> tuple[Words, ...]:
        """All that is written in it."""
        return (self.words, self.hint,
                *(each.words for each in (*self.options, *self.rows)))

    def rows_said(self, tag: str) -> dict[str, Said]:
        """Return the rows of a matrix for readers of ``tag``, by the names of their fields."""
        return {f'{self.id}.{row.id}': row.words.said(tag) for row in self.rows}


class Partition(NamedTuple):
    """Cells, one of which everybody is in who was asked.  ``name``: what it is of."""

    name: str
    cells: tuple[str, ...]


def untranslated(question: Question) -> bool:
    """Whether any text of ``question`` has no English, so that English readers see Vietnamese."""
    return any(each.vi and not each.en for each in question.texts)


def partitions(question: Question) -> Iterator[Partition]:
    """Yield the partitions of a question; none of a text and of one where several are chosen."""
    if question.kind in (TEXT, SEVERAL):
        return
    keys = ([f'b{number}' for number in range(len(question.edges) + 1)]
            if question.kind == NUMBER else list(question.values))
    if question.may_be_left:
        keys.append(NO_ANSWER)
    for name in question.fields:
        yield Partition(name, tuple(f'{name}.{key}' for key in keys))


def cells(questions: Sequence[Question]) -> tuple[str, ...]:
    """Return the ids of all cells that are counted, in their order.

    >>> cells([Question('q1', ONE, Words('?'), options=(Option('a', Words('A')),))])
    ('q1.a', 'q1.none')
    """
    found: list[str] = []
    for question in questions:
        if question.kind == SEVERAL:
            found += [f'{question.id}.{key}' for key in (*question.values, ASKED)]
        for partition in partitions(question):
            found += partition.cells
    return tuple(found)


def bands(question: Question) -> tuple[tuple[int, int], ...]:
    """Return the lowest and highest number of each band of a number.

    >>> bands(Question('q', NUMBER, Words('?'), lowest=0, highest=99, edges=(18, 60)))
    ((0, 17), (18, 59), (60, 99))
    """
    starts = (question.lowest, *question.edges)
    ends = (*(edge - 1 for edge in question.edges), question.highest)
    return tuple(zip(starts, ends, strict=True))


def paged(questions: Sequence[Question]) -> list[tuple[Question, ...]]:
    """Return the pages: one begins where a question says so, and before a question that depends
    on one of the same page, since a page without scripts shows what it shows.
    """
    pages: list[list[Question]] = []
    for question in questions:
        here = {each.id for each in pages[-1]} if pages else set[str]()
        if not pages or question.new_page or question.after in here:
            pages.append([])
        pages[-1].append(question)
    return [tuple(page) for page in pages]

"""A form that is filled in page by page, without scripts: what was given goes along with it."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .answering import Given, reached, whole_number, wrong
from .questions import SCALE, TEXT, Question, Said, paged

#: Names of fields: the page that was shown; what shall be done.
PAGE, ACT = 'page', 'act'
NEXT, BACK, SEND = 'next', 'back', 'send'
#: Values of a field, and characters of one, that are read at all.
MOST_VALUES, LONGEST_VALUE = 40, 4000


class Choice(NamedTuple):
    """A choice of a field."""

    value: str
    said: Said
    is_chosen: bool


class FilledField(NamedTuple):
    """A field.  ``below``: the row of a matrix that it is, ``None`` for the only field of a
    question.  ``value``: what was typed, where there are no ``choices``.
    """

    name: str
    below: Said | None
    choices: tuple[Choice, ...]
    value: str


class AskedQuestion(NamedTuple):
    """A question as it is shown.  ``why``: what is wrong, ``''`` for nothing."""

    question: Question
    words: Said
    hint: Said
    fields: tuple[FilledField, ...]
    why: str


class Filling:
    """One look at a form.

    ``form``: ``{name: values}`` as it was sent, empty for the first look.  ``at``: the page that
    is shown, ``None`` for the last one, on which all is read again and sent.  ``given``: what was
    given so far.  ``reached``: the questions that are asked by it.  ``is_done``: whether all is
    right and shall be taken.  ``is_wrong``: whether something is to be mended.
    """

    def __init__(self, questions: Sequence[Question], form: Given, tag: str) -> None:
        self._questions, self._tag = questions, tag
        self._pages = paged(questions)
        self.given: Given = {
            name: [str(value)[:LONGEST_VALUE] for value in form.get(name, ())[:MOST_VALUES]]
            for question in questions for name in question.fields}
        self.reached = reached(questions, self.given)
        asked = set(self.reached)
        #: Pages on which anything is asked.
        self._open = [number for number, page in enumerate(self._pages) if asked & set(page)]
        self.at, self.is_done, self.is_wrong = self._moved(form)

    @property
    def number(self) -> int:
        """The number of this page on the way that the answers take, from 1."""
        return self._passed + 1

    @property
    def share(self) -> int:
        """The share of the pages that lies behind, in whole per cent, as if all that may follow
        were asked, so that it only rises on the way; answers from this page on count as open.
        """
        if self.at is None:
            return 100 * self._passed // (self._passed + 1)
        ahead = {each.id for page in self._pages[self.at:] for each in page}
        asked = set(reached(self._questions, self.given, ahead))
        left = sum(bool(asked & set(page)) for page in self._pages[self.at:])
        return 100 * self._passed // (self._passed + left + 1)

    @property
    def questions(self) -> list[AskedQuestion]:
        """The questions on this page; on the last one all that were asked."""
        here = self.reached if self.at is None else self._here(self.at)
        return [self._asked(question) for question in here]

    @property
    def carried(self) -> Iterator[tuple[str, str]]:
        """Name and value of what goes along in hidden fields; at last only what is handed in."""
        here = set(self._here(self.at)) if self.at is not None else set[Question]()
        kept = self._questions if self.at is not None else self.reached
        for question in kept:
            if question not in here:
                for name in question.fields:
                    yield from ((name, value) for value in self.given[name] if value)

    def _moved(self, form: Given) -> tuple[int | None, bool, bool]:
        """Return ``at``, ``is_done`` and ``is_wrong``."""
        first = self._open[0] if self._open else None
        if not form.get(ACT):
            return first, False, False
        act, page = form[ACT][0], (form.get(PAGE) or [''])[0]
        number = whole_number(page)
        here = number if number in self._open else None
        if act == BACK:
            before = [each for each in self._open if here is None or each < here]
            return (before[-1] if before else first), False, False
        if act == SEND:
            bad = self._wrong(self._open)
            return bad, bad is None, bad is not None
        if here is None:
            return (None if page == '' else first), False, False
        if self._wrong([here]) is not None:
            return here, False, True
        after = [each for each in self._open if each > here]
        return (after[0] if after else None), False, False

    @property
    def _passed(self) -> int:
        return len(self._open) if self.at is None else self._open.index(self.at)

    def _here(self, page: int) -> list[Question]:
        return [each for each in self._pages[page] if each in self.reached]

    def _wrong(self, pages: Sequence[int]) -> int | None:
        """Return the first page on which something is wrong."""
        return next((page for page in pages
                     if any(wrong(each, self.given) for each in self._here(page))), None)

    def _asked(self, question: Question) -> AskedQuestion:
        return AskedQuestion(
            question, question.words.said(self._tag), question.hint.said(self._tag),
            tuple(self._fields(question)), wrong(question, self.given) if self.is_wrong else '')

    def _fields(self, question: Question) -> Iterator[FilledField]:
        rows = question.rows_said(self._tag)
        for name in question.fields:
            given = self.given[name]
            choices = tuple(Choice(value, said, value in given)
                            for value, said in self._choices(question))
            yield FilledField(name, rows.get(name), choices, next(iter(given), ''))

    def _choices(self, question: Question) -> Iterator[tuple[str, Said]]:
        if question.kind == SCALE:
            yield from ((value, Said(value)) for value in question.values)
        elif question.kind != TEXT:
            for option in question.options:
                yield option.id, option.words.said(self._tag)

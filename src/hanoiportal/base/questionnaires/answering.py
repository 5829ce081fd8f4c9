"""What somebody has answered: which questions they reach, what is wrong, which cells it counts in.

``Given`` is what a form gave: ``{name of a field: its values}``.
"""
from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..i18n import _
from ..text import nfc
from .questions import (
    ASKED,
    MATRIX,
    NO_ANSWER,
    NUMBER,
    SEVERAL,
    TEXT,
    Question,
    bands,
)

Given = Mapping[str, Sequence[str]]
#: Characters of a text.
LONGEST_TEXT = 1000


class Answers(NamedTuple):
    """What is handed in.  ``cells``: ids of those that count.  ``texts``: by question."""

    cells: frozenset[str]
    texts: Mapping[str, str]


def reached(questions: Sequence[Question], given: Given,
            undecided: Container[str] = ()) -> tuple[Question, ...]:
    """Return the questions that are asked of somebody who answers so; also those that may follow,
    while the answers to the questions ``undecided``, by id, can be any.
    """
    found: dict[str, Question] = {}
    for question in questions:
        if not question.after or (
                question.after in found and (
                    question.after in undecided
                    or set(given.get(question.after, ())) & set(question.answers))):
            found[question.id] = question
    return tuple(found.values())


def wrong(question: Question, given: Given) -> str:
    """Return in a sentence what is wrong with the answer to ``question``, ``''`` if nothing is."""
    said = [value.strip() for name in question.fields for value in given.get(name, ())
            if value.strip()]
    if question.kind == TEXT:
        return _('Dài quá ${max} ký tự.', mapping={'max': LONGEST_TEXT}) if any(
            len(nfc(text)) > LONGEST_TEXT for text in said) else ''
    if question.kind == NUMBER and said:
        number = whole_number(said[0])
        if number is None or not question.lowest <= number <= question.highest:
            return _('Xin ghi một số nguyên từ ${lowest} đến ${highest}.', mapping={
                'lowest': question.lowest, 'highest': question.highest})
    elif not set(said) <= set(question.values):
        return _('Xin chọn trong các câu trả lời của câu hỏi này.')
    if question.kind != SEVERAL and any(
            len(set(given.get(name, ()))) > 1 for name in question.fields):
        return _('Xin chọn một câu trả lời.')
    if not question.may_be_left and any(not _said(given, name) for name in question.fields):
        return (_('Xin trả lời mỗi dòng.') if question.kind == MATRIX
                else _('Xin trả lời câu hỏi này.'))
    return ''


def answers(questions: Sequence[Question], given: Given) -> Answers:
    """Return what counts of answers in which nothing is ``wrong``; what no branch reaches does
    not.
    """
    asked = reached(questions, given)
    return Answers(
        frozenset(cell for question in asked for cell in _cells(question, given)),
        {question.id: text for question in asked if question.kind == TEXT
         if (text := nfc(_said(given, question.id)))})


def whole_number(typed: str) -> int | None:
    """Return the whole number that was typed, ``None`` for what is none.

    >>> whole_number('12'), whole_number('-3'), whole_number('1,5')
    (12, -3, None)
    """
    digits = typed.removeprefix('-')
    return int(typed) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else None


def _cells(question: Question, given: Given) -> Iterator[str]:
    if question.kind == SEVERAL:
        yield f'{question.id}.{ASKED}'
        yield from (f'{question.id}.{value}' for value in set(given.get(question.id, ())))
    elif question.kind != TEXT:
        for name in question.fields:
            said = _said(given, name)
            if said or question.may_be_left:
                yield f'{name}.{_key(question, said) if said else NO_ANSWER}'


def _key(question: Question, said: str) -> str:
    if question.kind != NUMBER:
        return said
    number = whole_number(said)
    return next(f'b{at}' for at, (low, high) in enumerate(bands(question))
                if number is not None and low <= number <= high)


def _said(given: Given, name: str) -> str:
    return next((value.strip() for value in given.get(name, ()) if value.strip()), '')

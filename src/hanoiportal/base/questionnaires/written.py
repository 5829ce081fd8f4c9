"""Questions as the text that an item holds, and back."""
from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import cast

from .questions import ASKED, KINDS, NO_ANSWER, Option, Question, Words

#: More would be no survey.
MOST_QUESTIONS, MOST_OPTIONS, MOST_ROWS, MOST_EDGES = 60, 30, 12, 12
LONGEST_WORDS, LONGEST_ID = 500, 12


def written(questions: Iterable[Question]) -> str:
    """Return ``questions`` as JSON, always the same for the same ones."""
    return json.dumps([_plain(each) for each in questions], ensure_ascii=False,
                      separators=(',', ':'))


@lru_cache(maxsize=256)
def read(text: str) -> tuple[Question, ...]:
    """Return the questions in ``text``.  Raises ``ValueError`` if it is not of ``written``."""
    if not text:
        return ()
    try:
        found = tuple(map(_question, _list(json.loads(text))))
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise ValueError('not questions') from error
    if len(found) > MOST_QUESTIONS or written(found) != text:
        raise ValueError('not questions')
    return found


def _plain(question: Question) -> Mapping[str, object]:
    return {
        **question._asdict(), 'words': question.words._asdict(),
        'hint': question.hint._asdict(), 'options': _options(question.options),
        'rows': _options(question.rows)}


def _options(options: Sequence[Option]) -> list[Mapping[str, object]]:
    return [{'id': each.id, **each.words._asdict()} for each in options]


def _question(row: object) -> Question:
    given = _mapping(row)
    kind = _text(given['kind'])
    if kind not in KINDS:
        raise ValueError(kind)
    return Question(
        _id(given['id']), kind, _words(given['words']), _words(given['hint']),
        _read_options(given['options'], MOST_OPTIONS), _read_options(given['rows'], MOST_ROWS),
        _whole(given['lowest']), _whole(given['highest']),
        tuple(map(_whole, _list(given['edges'], MOST_EDGES))), given['required'] is True,
        given['new_page'] is True, _text(given['after']),
        tuple(map(_text, _list(given['answers'], MOST_OPTIONS))))


def _read_options(rows: object, most: int) -> tuple[Option, ...]:
    return tuple(Option(_id(_mapping(row)['id']), _words(row)) for row in _list(rows, most))


def _words(given: object) -> Words:
    found = _mapping(given)
    return Words(_text(found['vi']), _text(found['en']))


def _mapping(given: object) -> Mapping[str, object]:
    if not isinstance(given, dict):
        raise TypeError(given)
    return cast('Mapping[str, object]', given)


def _list(given: object, most: int = MOST_QUESTIONS) -> list[object]:
    if not isinstance(given, list) or len(given) > most:
        raise TypeError(given)
    return cast('list[object]', given)


def _id(given: object) -> str:
    found = _text(given)
    if not (found.isascii() and found.isalnum() and len(found) <= LONGEST_ID) or found in (
            NO_ANSWER, ASKED):
        raise ValueError(found)
    return found


def _text(given: object) -> str:
    if not isinstance(given, str) or len(given) > LONGEST_WORDS:
        raise TypeError(given)
    return given


def _whole(given: object) -> int:
    if not isinstance(given, int) or isinstance(given, bool) or abs(given) > 10 ** 9:
        raise TypeError(given)
    return given

"""Results of a survey as the text that an item holds, and back: figures alone, of each edition."""
from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple, cast

from . import written as questionnaires
from .figures import Figures
from .questions import Question


class EditionResults(NamedTuple):
    """What was answered in one edition: the same questions from its first day to its last.

    ``opened``, ``closed``: local days.  ``verified``: of those whose identity was confirmed, one
    answer each; ``unverified``: of the others.  ``suspect``: whether the number of the others is
    distorted, so that it stands still and no cells are told.
    """

    edition: int
    questions: tuple[Question, ...]
    opened: datetime.date
    closed: datetime.date
    verified: Figures
    unverified: Figures
    suspect: bool = False


def written(results: Iterable[EditionResults]) -> str:
    """Return ``results`` as JSON, always the same for the same ones."""
    return json.dumps([{
        'edition': each.edition, 'questions': questionnaires.written(each.questions),
        'opened': each.opened.isoformat(), 'closed': each.closed.isoformat(),
        'verified': each.verified._asdict(), 'unverified': each.unverified._asdict(),
        'suspect': each.suspect} for each in results], ensure_ascii=False, sort_keys=True,
        separators=(',', ':'))


@lru_cache(maxsize=64)
def read(text: str) -> tuple[EditionResults, ...]:
    """Return the results in ``text``.  Raises ``ValueError`` if it is not of ``written``."""
    try:
        found = tuple(map(_edition, json.loads(text))) if text else ()
    except (AttributeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError('no results') from error
    if text and written(found) != text:
        raise ValueError('no results')
    return found


def _edition(row: Mapping[str, object]) -> EditionResults:
    return EditionResults(
        _whole(row['edition']), questionnaires.read(str(row['questions'])),
        datetime.date.fromisoformat(str(row['opened'])),
        datetime.date.fromisoformat(str(row['closed'])),
        _figures(row['verified']), _figures(row['unverified']), row['suspect'] is True)


def _figures(given: object) -> Figures:
    row = cast('Mapping[str, object]', given)
    return Figures(_whole(row['number']), _numbers(row['cells']), _numbers(row['asked']))


def _numbers(given: object) -> Mapping[str, int]:
    return {str(name): _whole(value)
            for name, value in cast('Mapping[str, object]', given).items()}


def _whole(given: object) -> int:
    if not isinstance(given, int) or isinstance(given, bool) or given < 0:
        raise TypeError(given)
    return given

"""The queue of a dialogue as the desk shows it: groups of questions that ask the same."""
from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

from ...base.clock import moment
from ...base.i18n import _
from ..batches.interfaces import SENT_BACK
from ..cases.interfaces import (
    ABUSE,
    ANSWERED,
    ORGANISATION,
    OUT_OF_SCOPE,
    PUBLISH,
    WITHDRAWN,
    Contents,
    ICases,
)
from .interfaces import RANKS, TAKEN_OUT, Question

#: Which questions are shown: those that wait, whose answers are written, that are done with.
WAITING, PREPARED, DONE = SHOWN = ('waiting', 'prepared', 'done')
SHOWN_TITLES = {WAITING: _('Đang chờ'), PREPARED: _('Đã soạn, chờ công khai'), DONE: _('Đã xong')}
OUTCOMES = {ANSWERED: _('Đã trả lời'), OUT_OF_SCOPE: _('Không trả lời tại buổi này'),
            WITHDRAWN: _('Người hỏi đã rút'), ABUSE: _('Không xem xét (lạm dụng)')}
_BACK = {SENT_BACK: _('được trả lại'), TAKEN_OUT: _('đã gỡ, chờ trả lời lại')}


class QuestionGroup(NamedTuple):
    """Questions that ask the same.  ``numbers``: of the cases, that which is answered first.
    ``consents``: whether it may be read in public.  ``outcome``: translatable.  ``back``: that its
    answer came back from the board, translatable, ``''`` if it did not.
    """

    numbers: tuple[int, ...]
    text: str
    who: str
    received: str
    rank: int
    rank_title: str
    consents: bool
    outcome: str
    is_public: bool
    back: str


def grouped(rows: Iterable[Question], shown: str) -> list[tuple[Question, ...]]:
    """Return the groups of those of ``rows`` that are ``shown``: by rank, then the largest, then
    the earliest first; of what is done the latest first.
    """
    found: dict[object, list[Question]] = {}
    for row in _of(rows, shown):
        found.setdefault((row.group, row.outcome), []).append(row)
    groups = [tuple(sorted(each, key=_first_to_answer)) for each in found.values()]
    if shown == DONE:
        return sorted(groups, key=lambda group: -group[0].number)
    return sorted(groups, key=lambda group: (
        min(row.turn for row in group), -len(group), group[0].number))


def _first_to_answer(row: Question) -> tuple[bool, bool, int]:
    """Sort by this: what has an answer comes first, then what had one."""
    return not row.is_prepared, not row.back, row.number


def waiting_of(rows: Iterable[Question]) -> int:
    """Return how many of ``rows`` wait for an answer."""
    return len(_of(rows, WAITING))


def _of(rows: Iterable[Question], shown: str) -> list[Question]:
    """Return those of ``rows`` that are ``shown``."""
    known = tuple(rows)
    prepared = {row.group for row in known if row.is_prepared and not row.outcome}
    return [row for row in known if _state(row, prepared) == shown]


def _state(row: Question, prepared: Container[int]) -> str:
    """Return what ``row`` is shown with.  ``prepared``: groups whose answer is written."""
    if row.outcome:
        return DONE
    return PREPARED if row.group in prepared else WAITING


def shown_group(cases: ICases, rows: Sequence[Question]) -> QuestionGroup:
    """Return ``rows``, a group, as the page shows it."""
    first = rows[0]
    case = cases.get(first.number)
    contents = cases.open(case) if case is not None else None
    rank = min((row.rank for row in rows if row.rank), default=0)
    return QuestionGroup(
        tuple(row.number for row in rows),
        _('(dữ liệu cá nhân đã được xóa)') if contents is None else contents.text,
        who(contents), moment(case.received) if case is not None else '', rank, RANKS[rank],
        contents is not None and PUBLISH in contents.consents, OUTCOMES.get(first.outcome, ''),
        any(row.public for row in rows), _BACK.get(first.back, ''))


def who(contents: Contents | None) -> str:
    """Return who asks, ``'—'`` if they do not say."""
    if contents is None:
        return '—'
    sender = contents.sender
    return (sender.organisation if sender.capacity == ORGANISATION else sender.name) or '—'

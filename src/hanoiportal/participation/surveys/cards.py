"""Questions as the page shows them on which they are put together."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...base.i18n import _
from ...base.questionnaires.building import ADD_OPTION, ADD_ROW, OPTIONS, ROWS, Building, Typed
from ...base.questionnaires.mistakes import Mistake
from ...base.questionnaires.questions import (
    ASKED_AFTER,
    KIND_TITLES,
    MATRIX,
    SCALE,
    WITH_CHOICES,
    Option,
    Question,
    Words,
)


class Card(NamedTuple):
    """A question with its fields.  ``lowest``, ``highest``, ``edges``: as they were typed.

    ``lists``: ``(name, act that adds, heading, options)`` of choices and rows.  ``sources``: id
    and title of the questions that it may depend on.  ``answers``: value, title and whether it is
    named, of the one that it depends on.  ``whys``: what is wrong, translatable.
    """

    id: str
    number: int
    kind: str
    kind_title: str
    words: Words
    hint: Words
    lowest: str
    highest: str
    edges: str
    lists: Sequence[tuple[str, str, str, Sequence[Option]]]
    required: bool
    new_page: bool
    after: str
    sources: Sequence[tuple[str, str]]
    answers: Sequence[tuple[str, str, bool]]
    whys: Sequence[str]


def cards(building: Building, typed: Typed, wrong: Sequence[Mistake]) -> list[Card]:
    """Return the questions of ``building``; ``typed``: what the form gave."""
    found: list[Card] = []
    before: dict[str, tuple[int, Question]] = {}
    for number, each in enumerate(building.questions, 1):
        def said(name: str, value: object, own: str = each.id) -> str:
            return next(iter(typed.get(f'{own}-{name}', ())), str(value))

        source = before.get(each.after)
        found.append(Card(
            each.id, number, each.kind, KIND_TITLES[each.kind], each.words, each.hint,
            said('lowest', each.lowest), said('highest', each.highest),
            said('edges', ', '.join(map(str, each.edges))), list(_lists(each)), each.required,
            each.new_page, each.after,
            [(own, f'{at}. {one.words.vi[:80] or "…"}') for own, (at, one) in before.items()],
            list(_answers(source[1], each)) if source is not None else (),
            [mistake.why for mistake in wrong if mistake.question == each.id]))
        if each.kind in ASKED_AFTER:
            before[each.id] = number, each
    return found


def _lists(question: Question) -> Iterator[tuple[str, str, str, Sequence[Option]]]:
    if question.kind == MATRIX:
        yield ROWS, ADD_ROW, _('Các dòng'), question.rows
    if question.kind in WITH_CHOICES:
        yield OPTIONS, ADD_OPTION, _('Các lựa chọn'), question.options


def _answers(source: Question, question: Question) -> Iterator[tuple[str, str, bool]]:
    titles = {each.id: each.words.vi for each in source.options}
    for value in source.values:
        title = value if source.kind == SCALE else titles[value] or '…'
        yield value, title, value in question.answers

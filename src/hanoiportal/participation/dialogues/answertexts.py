"""Answers as a case keeps them, and as ``content`` gets them."""
from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pyramid.registry import Registry

from ...base.clock import local
from ...base.interfaces import IPortal
from ..cases.interfaces import Case, ICases
from ..publication.interfaces import PublicText
from .interfaces import IDialogue, PublicAnswer, Question
from .register import questions_to

#: Names under which a case keeps its answer, and why the board has sent that back or taken it out,
#: sealed.
TEXT, WHY_BACK = 'dialogue answer', 'dialogue answer sent back'


def group_of(rows: Mapping[int, Question], number: int) -> list[Question]:
    """Return those of ``rows`` that ask the same as ``number`` and wait, itself first."""
    row = rows.get(number)
    if row is None:
        return []
    return [row, *(each for each in rows.values() if each.group == row.group
                   and each.number != number and not each.outcome)]


def made_of(registry: Registry, portal: IPortal, dialogue: IDialogue,
            numbers: Sequence[int]) -> dict[int, PublicAnswer]:
    """Return what ``content`` would get of the cases ``numbers``, of those that are kept, by
    number; ``moment`` is 0.
    """
    cases: ICases = registry.getAdapter(portal, ICases)
    rows = questions_to(portal, str(dialogue.__oid__)).rows
    waiting = Counter(row.group for row in rows.values() if not row.outcome)
    found = {}
    for number in numbers:
        case = cases.get(number)
        text = PublicText.of_kept(cases.kept(case, TEXT)) if case is not None else None
        row = rows.get(number)
        if case is not None and text is not None and row is not None:
            found[number] = _answer(case, text, waiting[row.group] + bool(row.outcome))
    return found


def _answer(case: Case, text: PublicText, same: int) -> PublicAnswer:
    return PublicAnswer(
        text.title, text.question, text.name, text.answer, text.reason, same, 0,
        local(case.received).date().isoformat())

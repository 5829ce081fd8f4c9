"""Answers as a case keeps them, and as ``content`` gets them."""
from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from pyramid.registry import Registry

from ...base.clock import local
from ...base.interfaces import IPortal
from ..cases.interfaces import (
    ABUSE,
    NAME,
    OUT_OF_SCOPE,
    PUBLISH,
    WITHDRAWN,
    Case,
    ICases,
)
from ..publication.interfaces import PublicText
from .interfaces import IDialogue, PublicAnswer, Question
from .register import questions_to

#: Names under which a case keeps its answer, and why the board has sent that back or taken it out,
#: sealed.
TEXT, WHY_BACK = 'dialogue answer', 'dialogue answer sent back'
#: Outcomes of what is never public.
NEVER = frozenset({OUT_OF_SCOPE, ABUSE, WITHDRAWN})


def group_of(rows: Mapping[int, Question], number: int) -> list[Question]:
    """Return those of ``rows`` that ask the same as ``number`` and wait, itself first."""
    row = rows.get(number)
    if row is None:
        return []
    return [row, *(each for each in rows.values() if each.group == row.group
                   and each.number != number and not each.outcome)]


def made_of(registry: Registry, portal: IPortal, dialogue: IDialogue,
            numbers: Sequence[int]) -> dict[int, PublicAnswer]:
    """Return what ``content`` would get of the cases ``numbers``, by number: of those that are
    kept, while their senders agree to it, and no name that they do not let be shown any more;
    ``moment`` is 0.
    """
    cases: ICases = registry.getAdapter(portal, ICases)
    rows = questions_to(portal, str(dialogue.__oid__)).rows
    waiting = Counter(row.group for row in rows.values() if not row.outcome)
    found = {}
    for number in numbers:
        case = cases.get(number)
        text = _agreed(cases, case) if case is not None else None
        row = rows.get(number)
        if case is not None and text is not None and row is not None and row.outcome not in NEVER:
            found[number] = _answer(case, text, waiting[row.group] + bool(row.outcome))
    return found


def left_out(registry: Registry, portal: IPortal, dialogue: IDialogue, numbers: Sequence[int],
             made: Container[int]) -> Sequence[str]:
    """Return what names those public answers of the cases ``numbers`` that ``made`` does not hold:
    who asked has taken the consent back while they were written.
    """
    cases: ICases = registry.getAdapter(portal, ICases)
    rows = questions_to(portal, str(dialogue.__oid__)).rows
    there = {each.id for each in dialogue.answers}
    found = [PublicText.of_kept(cases.kept(case, TEXT)) for number in numbers
             if number not in made and not rows[number].public
             and (case := cases.get(number)) is not None]
    return [text.title for text in found if text is not None and text.title in there]


def _agreed(cases: ICases, case: Case) -> PublicText | None:
    """Return what is kept of ``case`` and its sender agrees to, ``None`` if they do not."""
    text, contents = PublicText.of_kept(cases.kept(case, TEXT)), cases.open(case)
    if text is None or contents is None or PUBLISH not in contents.consents:
        return None
    return text if NAME in contents.consents else replace(text, name='')


def _answer(case: Case, text: PublicText, same: int) -> PublicAnswer:
    return PublicAnswer(
        text.title, text.question, text.name, text.answer, text.reason, same, 0,
        local(case.received).date().isoformat())

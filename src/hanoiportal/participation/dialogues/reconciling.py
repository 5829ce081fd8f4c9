"""Queues against cases, and what is public against both: mended after a restore."""
from __future__ import annotations

from functools import partial

from ...platform.reconciling.interfaces import Findings
from ...platform.scheduling.interfaces import IEnvironment
from ..batches.interfaces import TAKEN_OUT, IPublicTexts
from ..cases.interfaces import ANSWERED, DIALOGUE, STATES, Case, ICases
from .interfaces import ARCHIVED
from .register import after, dialogue_at, put_in, questions_to, read_book


def reconcile(environment: IEnvironment, is_restored: bool) -> Findings:
    """Give questions the rows that they lack, and let nothing be public that no row knows."""
    if not is_restored:
        return Findings()
    entered = environment.in_transaction(partial(_enter_missing, environment))
    taken, lost = environment.in_transaction(partial(_mend_public, environment))
    return Findings(tuple(told for number, told in (
        (entered, f'{entered} questions to dialogues have their row again'),
        (taken, f'{taken} answers that nobody knows leave the public pages'),
        (lost, f'{lost} questions have no public answer any more')) if number), ())


def _enter_missing(environment: IEnvironment) -> int:
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    entered = 0
    for row in cases.inbox(None, states=STATES, kind=DIALOGUE, size=10**9).rows:
        case = cases.get(row.number)
        contents = cases.open(case) if case is not None else None
        if case is None or contents is None or row.number in read_book(
                environment.portal).dialogue_of:
            continue
        dialogue = contents.details.get('dialogue', '')
        if put_in(environment.portal, case.number, dialogue):
            _catch_up(environment, case, dialogue)
            entered += 1
    return entered


def _catch_up(environment: IEnvironment, case: Case, dialogue: str) -> None:
    """Let the new row of ``case`` know all that has happened."""
    rows = questions_to(environment.portal, dialogue).rows
    for event in case.events:
        rows[case.number] = after(rows[case.number], event.kind)
        if event.kind == ANSWERED and event.source.startswith('dialogue:'):
            rows[case.number] = rows[case.number]._replace(
                public=event.source.removeprefix('dialogue:'))
        elif event.ground == TAKEN_OUT:
            rows[case.number] = rows[case.number]._replace(public='')


def _mend_public(environment: IEnvironment) -> tuple[int, int]:
    """Bring what is public and the rows into step; return how many left, and how many rows were
    named in vain.  What is archived is an item by itself, and stays.
    """
    texts: IPublicTexts = environment.registry.getUtility(IPublicTexts)
    taken = lost = 0
    for dialogue, kept in read_book(environment.portal).dialogues.items():
        item = dialogue_at(environment.portal, dialogue)
        if item is not None and item.phase != ARCHIVED:
            there = {each.id for each in item.answers}
            mended = texts.mend(environment.portal, dialogue, there, kept.rows)
            taken, lost = taken + mended[0], lost + mended[1]
    return taken, lost

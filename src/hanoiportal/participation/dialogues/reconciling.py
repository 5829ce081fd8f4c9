"""Queues against cases, and what is public against both: mended after a restore."""
from __future__ import annotations

from functools import partial

from ...platform.reconciling.interfaces import Findings
from ...platform.scheduling.interfaces import IEnvironment
from ..batches.interfaces import TAKEN_OUT
from ..cases.interfaces import ANSWERED, DIALOGUE, STATES, Case, ICases
from .interfaces import ARCHIVED
from .register import after, dialogue_at, put_in, questions_to, read_book
from .unpublishing import take_out


def reconcile(environment: IEnvironment, is_restored: bool) -> Findings:
    """Give questions the rows that they lack, and let nothing be public that no row knows."""
    if not is_restored:
        return Findings()
    entered = environment.in_transaction(partial(_enter_missing, environment))
    taken = environment.in_transaction(partial(_mend_public, environment))
    return Findings(tuple(told for number, told in (
        (entered, f'{entered} questions to dialogues have their row again'),
        (taken, f'{taken} answers that nobody knows leave the public pages')) if number), ())


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


def _mend_public(environment: IEnvironment) -> int:
    """Take out what no row knows.  What is archived is an item by itself, and stays."""
    taken = 0
    for dialogue, kept in read_book(environment.portal).dialogues.items():
        item = dialogue_at(environment.portal, dialogue)
        if item is None or item.public_answers is None or item.phase == ARCHIVED:
            continue
        known = {row.public for row in kept.rows.values() if row.public}
        for each in list(item.public_answers.all.values()):
            if each.id not in known:
                take_out(environment.registry, environment.portal, dialogue, each.id)
                taken += 1
    return taken

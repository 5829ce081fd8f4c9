"""Ledgers against cases, and what is public against both: mended after a restore."""
from __future__ import annotations

from functools import partial

from ...base.interfaces import IPortal
from ...platform.reconciling.interfaces import Findings
from ...platform.scheduling.interfaces import IEnvironment
from ..batches.interfaces import IPublicTexts
from ..cases.interfaces import CONSULTATION, STATES, Case, ICases
from .placing import have_placed
from .publiccomments import public_comments
from .register import book_of, comments_on, draft_at, outcome_of, put_in, read_book


def reconcile(environment: IEnvironment, is_restored: bool) -> Findings:
    """Give comments the rows that they lack, and let nothing be public that no row knows."""
    if not is_restored:
        return Findings()
    entered = environment.in_transaction(partial(_enter_missing, environment))
    taken, lost = environment.in_transaction(partial(_mend_public, environment))
    return Findings(tuple(told for number, told in (
        (entered, f'{entered} comments on drafts have their row again'),
        (taken, f'{taken} comments that nobody knows leave the public pages'),
        (lost, f'{lost} comments wait for the board again')) if number), ())


def _enter_missing(environment: IEnvironment) -> int:
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    book, entered = book_of(environment.portal), 0
    for case in _comments(cases):
        contents = cases.open(case)
        if contents is not None and case.number not in book.draft_of:
            put_in(environment.portal, case.number, contents.details)
            entered += _caught_up(environment.portal, case)
    return entered


def _comments(cases: ICases) -> list[Case]:
    rows = cases.inbox(None, states=STATES, kind=CONSULTATION, size=10**9).rows
    found = [cases.get(row.number) for row in rows]
    return [case for case in found if case is not None]


def _caught_up(portal: IPortal, case: Case) -> int:
    """Let the new row of ``case`` know all that has happened; return 1 if there is one."""
    kept = comments_on(portal, read_book(portal).draft_of.get(case.number, ''))
    if case.number not in kept.rows:
        return 0
    for event in case.events:
        kept.put(kept.rows[case.number]._replace(**outcome_of(event)))
    return 1


def _mend_public(environment: IEnvironment) -> tuple[int, int]:
    """Bring what is public and the rows into step; return how many left, and how many wait."""
    texts: IPublicTexts = environment.registry.getUtility(IPublicTexts)
    taken = lost = 0
    for draft, kept in read_book(environment.portal).drafts.items():
        item = draft_at(environment.portal, draft)
        found = public_comments(item) if item is not None else None
        there = set(found.all if found is not None else ())
        mended = texts.mend(environment.portal, draft, there, kept.rows)
        taken, lost = taken + mended[0], lost + mended[1]
        have_placed(environment.registry, environment.portal, draft)
    return taken, lost

"""Rows against cases, and what is public against both: mended after a restore."""
from __future__ import annotations

from functools import partial

from ...platform.reconciling.interfaces import Findings
from ...platform.scheduling.interfaces import IEnvironment
from ..cases.interfaces import FORUM, STATES, ICases
from .postform import topic_at
from .register import book_of, put_in, read_book
from .unpublishing import take_out


def reconcile(environment: IEnvironment, is_restored: bool) -> Findings:
    """Give posts the rows that they lack, and let nothing be public that no row knows."""
    if not is_restored:
        return Findings()
    entered = environment.in_transaction(partial(_enter_missing, environment))
    taken, lost = environment.in_transaction(partial(_mend_public, environment))
    return Findings(tuple(told for number, told in (
        (entered, f'{entered} posts of the forum have their row again'),
        (taken, f'{taken} posts that nobody knows leave the public pages'),
        (lost, f'{lost} posts wait for the board again')) if number), ())


def _enter_missing(environment: IEnvironment) -> int:
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    book, entered = book_of(environment.portal), 0
    for row in cases.inbox(None, states=STATES, kind=FORUM, size=10**9).rows:
        case = cases.get(row.number)
        contents = cases.open(case) if case is not None and not row.closed else None
        if contents is not None and row.number not in book.topic_of:
            put_in(environment.portal, row.number, contents.details)
            entered += row.number in book.topic_of
    return entered


def _mend_public(environment: IEnvironment) -> tuple[int, int]:
    """Take out what no row knows; let rows whose public text is not there wait again."""
    taken = lost = 0
    for topic, kept in read_book(environment.portal).topics.items():
        item = topic_at(environment.portal, topic)
        found = item.public_posts if item is not None else None
        there = set(found.all) if found is not None else set()
        known = {row.public for row in kept.rows.values() if row.public}
        for public in there - known:
            take_out(environment.registry, environment.portal, topic, public)
            taken += 1
        for number, row in list(kept.rows.items()):
            if row.public and row.public not in there:
                kept.rows[number] = row._replace(public='')
                lost += 1
    return taken, lost

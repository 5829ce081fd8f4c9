"""Rows against cases, and what is public against both: mended after a restore."""
from __future__ import annotations

from functools import partial

from ...platform.reconciling.interfaces import Findings
from ...platform.scheduling.interfaces import IEnvironment
from ..batches.interfaces import IPublicTexts
from ..cases.interfaces import FORUM, PUBLISH, STATES, ICases
from .postform import topic_at
from .register import book_of, put_in, read_book


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
            put_in(environment.portal, row.number, contents.details,
                   is_over=PUBLISH not in contents.consents)
            entered += row.number in book.topic_of
    return entered


def _mend_public(environment: IEnvironment) -> tuple[int, int]:
    """Bring what is public and the rows into step; return how many left, and how many wait."""
    texts: IPublicTexts = environment.registry.getUtility(IPublicTexts)
    taken = lost = 0
    for topic, kept in read_book(environment.portal).topics.items():
        item = topic_at(environment.portal, topic)
        found = item.public_posts if item is not None else None
        there = set(found.all if found is not None else ())
        mended = texts.mend(environment.portal, topic, there, kept.rows)
        taken, lost = taken + mended[0], lost + mended[1]
    return taken, lost

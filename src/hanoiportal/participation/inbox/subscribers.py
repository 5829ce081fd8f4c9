"""What a case does to the inboxes when it comes in, moves or ends.

What visitors do is told to the staff by ``newcomers``, not in the transaction of the visitor.
"""
from typing import Protocol

from ...base.interfaces import IPortal
from ...kernel.security.interactions import get_or_create, interactions_of
from ..cases.interfaces import (
    ADDED,
    ASSIGNED,
    CLOSED,
    CONSENTED,
    DISSATISFIED,
    FORWARDED,
    IN_NO_INBOX,
    NAME_ENDED,
    PUBLISH_ENDED,
    REOPENED,
    UNMERGED,
    WITHDRAWN,
    Case,
    CaseEvent,
)
from .codes import WITH_MAIN
from .resource import KEY, UNCLAIMED, InboxBook

NEW_CASE = 'case_received'
#: What a person does, or leads to, and what the staff is told of it.
TOLD = {ADDED: 'case_added', REOPENED: 'case_reopened', DISSATISFIED: 'case_dissatisfied',
        WITHDRAWN: 'case_withdrawn', CONSENTED: 'case_consent_ended', UNMERGED: NEW_CASE}
#: Grounds of ``CONSENTED`` that concern who works on the case; short messages do not.
OF_CONSENT = frozenset({PUBLISH_ENDED, NAME_ENDED})
#: Source of what ends a case because its data are erased: the sender has taken nothing back.
OF_ERASING = 'erase:'


class CaseArrived(Protocol):
    """A ``CaseReceived`` as it is heard."""

    portal: IPortal
    case: Case


class CaseMoved(CaseArrived, Protocol):
    """A ``CaseChanged`` as it is heard."""

    event: CaseEvent


def received(event: CaseArrived) -> None:
    """Let a new case wait for somebody who takes it, unless it waits where it belongs."""
    if event.case.kind in IN_NO_INBOX:
        return
    book, case = _book(event), event.case
    book.put(UNCLAIMED, case.site, case.number)
    book.untold.insert((case.site, case.number, NEW_CASE))


def changed(event: CaseMoved) -> None:
    """Follow ``event``."""
    if event.case.kind in IN_NO_INBOX:
        return
    book, case, kind = _book(event), event.case, event.event.kind
    here = (case.site, case.number)
    if kind == FORWARDED:
        book.end([event.event.site], case.number)
    if is_to_be_taken(event.event):
        book.put(UNCLAIMED, *here)
    elif kind == ASSIGNED:
        book.drop(UNCLAIMED, *here)
        book.untold.discard((*here, NEW_CASE))
    elif kind in CLOSED:
        book.end([case.site], case.number)
    if is_told(event.event):
        book.untold.insert((*here, TOLD[kind]))


def is_to_be_taken(event: CaseEvent) -> bool:
    """Return whether somebody is to take the case after ``event``."""
    if event.kind == FORWARDED:
        return not event.source.startswith(WITH_MAIN)
    return event.kind in (REOPENED, UNMERGED)


def is_told(event: CaseEvent) -> bool:
    """Return whether the staff is told of ``event``."""
    if event.kind == CONSENTED:
        return event.ground in OF_CONSENT
    return event.kind in TOLD and not event.source.startswith(OF_ERASING)


def _book(event: CaseArrived) -> InboxBook:
    found: InboxBook = get_or_create(interactions_of(event.portal), KEY, InboxBook)
    return found

"""Files and pictures take the steps of their document: one round for a decision and its file."""
import datetime
from collections.abc import Iterable
from dataclasses import replace

from ...kernel.tree.events import Change, Send
from ...kernel.tree.lookup import in_work
from ...kernel.tree.resources import Described
from ...kernel.workflow.interfaces import (
    APPROVED,
    DRAFT,
    GONE,
    IN_WORK,
    PUBLISHED,
    REJECTED,
    SCHEDULED,
)
from ...kernel.workflow.records import Event, review_of
from .decisions import authors_of
from .dependency import READY
from .guards import Step

TAKES_BACK = 'revoke'
#: The step back of what went along, when its document is thrown away.
LET_GO = 'give_back'
#: The state of what goes with a document, where it is another than that of the document.
_ALONG = {SCHEDULED: APPROVED, PUBLISHED: APPROVED, REJECTED: DRAFT}


def follow(step: Step, state: str, documents: Iterable[Described], notify: Send) -> None:
    """Move ``documents`` along with ``step``, by which their document has reached ``state``."""
    digests = {each.document.__oid__: each.verdict.digest for each in step.dependencies}
    for document in documents:
        if in_work(document).state not in READY or step.transition.name == TAKES_BACK:
            _follow(step, state, document, digests.get(document.__oid__, ''), notify)


def _follow(step: Step, state: str, document: Described, digest: str, notify: Send) -> None:
    working_copy = in_work(document)
    review, before, after = review_of(working_copy), working_copy.state, _ALONG.get(state, state)
    if step.decides:
        review.approvals = (*review.approvals, replace(step.review.approvals[-1], digest=digest))
    elif after == DRAFT or step.transition.name == TAKES_BACK:
        review.approvals = ()
    elif before == after:
        return
    if before in GONE:
        review.authors |= authors_of(document)
    review.led_by = None if after == DRAFT else step.document.__oid__
    review.events = (*review.events, Event(
        step.now, step.actor, step.transition.name, before, after, digest=digest))
    working_copy.state = after
    notify(Change(document, 'go_along', step.actor, before=before, after=after, digest=digest,
                  step=step.transition.name))


def let_go(leader: Described, documents: Iterable[Described], moment: datetime.datetime,
           actor: str, notify: Send) -> None:
    """Make drafts again of those of ``documents`` that had gone along with ``leader``, whose
    version in work ``actor`` throws away at ``moment``, an aware UTC ``datetime``.
    """
    for document in documents:
        working_copy, review = in_work(document), in_work(document).review
        if review is None or review.led_by != leader.__oid__ or working_copy.state not in IN_WORK:
            continue
        before, working_copy.state = working_copy.state, DRAFT
        review.led_by, review.approvals = None, ()
        review.events = (*review.events, Event(moment, actor, LET_GO, before, DRAFT))
        notify(Change(document, 'go_along', actor, before=before, after=DRAFT, step=LET_GO))

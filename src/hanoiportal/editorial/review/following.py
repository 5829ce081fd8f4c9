"""Files and pictures take the steps of their document: one round for a decision and its file."""
from collections.abc import Iterable
from dataclasses import replace

from ...kernel.tree.events import Change, Send
from ...kernel.tree.lookup import in_work
from ...kernel.tree.resources import Described
from ...kernel.workflow.interfaces import APPROVED, DRAFT, PUBLISHED, REJECTED, SCHEDULED
from ...kernel.workflow.records import Event, review_of
from .dependency import READY
from .guards import Step

TAKES_BACK = 'revoke'
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
    review.led_by = None if after == DRAFT else step.document.__oid__
    review.events = (*review.events, Event(
        step.now, step.actor, step.transition.name, before, after, digest=digest))
    working_copy.state = after
    notify(Change(document, 'go_along', step.actor, before=before, after=after, digest=digest,
                  step=step.transition.name))

"""What each step writes into the record of the work."""
from ...kernel.tree.resources import Described
from ...kernel.workflow.definitions import Position
from ...kernel.workflow.interfaces import DRAFT, REJECTED
from ...kernel.workflow.records import BY_BOARD, IN_EMERGENCY, Approval, Review
from .guards import Step


def apply(step: Step, review: Review, basis: str) -> str:
    """Write what ``step`` says into ``review``; return the state reached.

    ``basis``: the decision that founded the site's board.
    """
    position = step.definition.position(
        step.working_copy.state, [approval.stage for approval in review.approvals])
    state, _stage, _given = step.definition.after(position, step.transition)
    _EFFECTS.get(step.transition.name, _nothing)(step, review, basis, position)
    if state in (DRAFT, REJECTED) or step.transition.name == 'revoke':
        review.approvals = ()
        review.publish_at = None
    return state


def _nothing(step: Step, review: Review, basis: str, position: Position) -> None:
    pass


def _describe(step: Step, review: Review, basis: str, position: Position) -> None:
    review.change = step.details.change
    review.change_note = step.details.change_note


def _approve(step: Step, review: Review, basis: str, position: Position) -> None:
    kind = IN_EMERGENCY if step.transition.name == 'emergency' else BY_BOARD
    review.approvals = (*review.approvals, Approval(
        step.actor, step.now, step.digest, kind, position[1], basis, tuple(step.details.checks),
        step.details.override))
    review.expires_at = step.details.expires or review.expires_at
    if step.details.change_note:
        _describe(step, review, basis, position)


def _schedule(step: Step, review: Review, basis: str, position: Position) -> None:
    review.publish_at = step.details.moment
    review.expires_at = step.details.expires or review.expires_at


def _reopen(step: Step, review: Review, basis: str, position: Position) -> None:
    """Who has written what was public has written what is to be approved again."""
    review.authors |= authors_of(step.working_copy)
    review.led_by = None


def authors_of(document: Described) -> frozenset[str]:
    """Return the principal ids of who wrote what of ``document`` is or was public."""
    concluded = document.concluded
    return frozenset() if concluded is None else concluded.authors


def _unschedule(step: Step, review: Review, basis: str, position: Position) -> None:
    review.publish_at = None


_EFFECTS = {
    'submit': _describe, 'approve': _approve, 'emergency': _approve,
    'reopen': _reopen, 'schedule': _schedule, 'unschedule': _unschedule}

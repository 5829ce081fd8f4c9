"""Whether a version has the approvals that its site's workflow asks for (14.1, 15.1.f)."""
from ...kernel.tree.resources import Described
from ...kernel.workflow.definitions import Definition
from ...kernel.workflow.records import CARRIED_IN, IN_EMERGENCY, Approval, Review


def good_approvals(review: Review, digest: str) -> list[Approval]:
    """Return the approvals in ``review`` that count: of exactly the version with ``digest``, each
    member once, none of them an author of it.
    """
    good: dict[str, Approval] = {}
    for approval in review.approvals:
        if approval.digest == digest and approval.actor not in review.authors:
            good.setdefault(approval.actor, approval)
    return list(good.values())


def is_approved(review: Review | None, digest: str, definition: Definition) -> bool:
    """Return whether ``review`` holds every approval that ``definition`` asks for."""
    if review is None:
        return False
    good = good_approvals(review, digest)
    if any(approval.kind == IN_EMERGENCY for approval in good):
        return True
    return all(
        sum(approval.stage == number for approval in good) >= stage.count
        for number, stage in enumerate(definition.stages))


def is_public_by_right(document: Described, digest: str) -> bool:
    """Return whether the public version of ``document`` has a recorded approval of exactly it.

    ``digest``: of the version that is public.
    """
    return any(approval.digest == digest for approval in document.approvals) and all(
        approval.kind == CARRIED_IN or document.concluded is not None
        and approval.actor not in document.concluded.authors
        for approval in document.approvals)

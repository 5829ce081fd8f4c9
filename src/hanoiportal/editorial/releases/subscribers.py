"""What is taken back from its time by itself is not published with the others."""
from typing import cast

from ...kernel.tree.events import StepTaken
from ...kernel.tree.lookup import in_work
from ...kernel.workflow.records import Review

_TAKE_BACK = frozenset({'unschedule', 'revoke'})


def step_taken(event: StepTaken) -> None:
    """Let a member that was taken back have no part in its set's time any more."""
    if event.action in _TAKE_BACK:
        cast(Review, in_work(event.object).review).release = None

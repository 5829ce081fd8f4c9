"""What is taken back from its time by itself is not published with the others."""
from ...kernel.tree.lookup import in_work

_TAKE_BACK = frozenset({'unschedule', 'revoke'})


def step_taken(event):
    """Let a member that was taken back have no part in its set's time any more."""
    if event.deed in _TAKE_BACK:
        in_work(event.object).review.release = None

"""The next step of this very person: the one red button of a record."""
from collections.abc import Sequence

from ....kernel.workflow.interfaces import DRAFT, PUBLIC
from .steps import StepForm

#: What the red button is where it is no step of the workflow.
EDIT, LOOK = 'edit', 'look'
#: Steps that lead on; where several may be taken, the first of these is the next one.  What is
#: approved and not yet public is held so that its time can be set.
ONWARDS = ('approve', 'schedule', 'publish', 'take', 'pass_on', 'submit', 'reopen')


def next_step(
        steps: Sequence[StepForm], state: str, may_edit: bool, may_look: bool, must_mend: bool,
        decides: bool) -> str:
    """Return the name of the asker's next step, ``EDIT``, ``LOOK``, or ``''`` for none.

    ``must_mend``: whether the text was returned and has not been changed since, or holds what
    nobody may approve.  ``decides``: whether the asker approves at this place; then a public text
    is not theirs to change in passing.
    """
    if may_look:
        return LOOK
    if state == DRAFT and may_edit and must_mend:
        return EDIT
    open_ones = {each.name for each in steps if not each.against}
    if decides and 'pass_on' in open_ones:
        return 'pass_on'
    found = next((name for name in ONWARDS if name in open_ones), '')
    if found == 'reopen' and decides:
        return ''
    if not found and may_edit and (state == DRAFT or state in PUBLIC and not decides):
        return EDIT
    return found

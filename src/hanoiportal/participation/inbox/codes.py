"""Codes that the events of cases have as their ground."""
#: Grounds of the events ``NOTE`` that tell of the answer in work: it waits for the board, it came
#: back, a unit was sent a link, wrote by it.
SUBMITTED, RETURNED, LINKED, WRITTEN = 'submitted', 'returned', 'linked', 'written'
#: Grounds of the events ``NOTE`` that tell the staff what the sender of a merged case did, on the
#: case that goes on.
MERGED_ADDED, MERGED_WITHDRAWN, MERGED_REOPENED, MERGED_DISSATISFIED = (
    'merged_added', 'merged_withdrawn', 'merged_reopened', 'merged_dissatisfied')
#: Source of ``FORWARDED`` of a merged case begins with it.
WITH_MAIN = 'with main:'

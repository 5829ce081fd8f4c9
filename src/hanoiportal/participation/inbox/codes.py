"""Codes that the events of cases have as their ground."""
#: Grounds of the events ``NOTE`` that tell of the answer in work: it waits for the board, it came
#: back, a unit was sent a link, wrote by it.
SUBMITTED, RETURNED, LINKED, WRITTEN = 'submitted', 'returned', 'linked', 'written'
#: Ground of the event ``NOTE`` by which the sender of a merged case is told what the other was
#: answered.
ANSWERED_WITH = 'answered_with'

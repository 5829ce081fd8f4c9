"""Keeping the text index quick: a job that folds in what is pending, beside the requests.

The long part is done outside any transaction, from what one connection sees; the transaction that
puts it in its place takes hundredths of a second, and leaves pending what has changed meanwhile.
"""
from .textindex.segments import merged

#: Seconds between two looks.
EVERY = 5
#: So many pending documents are worth a segment: fewer cost a question less than one more segment.
ENOUGH = 64


def fold(environment):
    """Job: make a segment of what is pending if that is much, and one of many small ones."""
    text = _text(environment)
    if text.pending() >= ENOUGH:
        folding = text.prepared()
        environment.in_transaction(lambda: _text(environment).take_in(folding))
    group = _text(environment).crowded()
    if group:
        segment = merged(group)
        environment.in_transaction(lambda: _text(environment).replace(group, segment))


def _text(environment):
    return environment.portal.indexes.catalog['text']

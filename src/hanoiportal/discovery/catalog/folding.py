"""Keeping the text index quick: a job that folds in what is pending, beside the requests.

The long part is done outside any transaction, from what one connection sees; the transaction that
puts it in its place takes hundredths of a second, and leaves pending what has changed meanwhile.
Merges are done a step at a look.
"""

#: Seconds between two looks.
EVERY = 5
#: So many pending documents are worth a segment: fewer cost a question less than one more segment.
ENOUGH = 64


def fold(environment):
    """Job: make a segment of what is pending if that is much, and do one step of a merge.

    A large merge takes some hundred steps, so that other jobs run between them.
    """
    text = _text(environment)
    if text.pending() >= ENOUGH:
        folding = text.prepared()
        environment.in_transaction(lambda: _text(environment).take_in(folding))
    if _text(environment).is_crowded():
        environment.in_transaction(lambda: _merge_on(environment))


def _merge_on(environment):
    """Do a step, unless a conflict has shown that another has done what was to be done."""
    text = _text(environment)
    if text.is_crowded():
        text.merge_on()


def _text(environment):
    return environment.portal.indexes.catalog['text']

"""Saving what a process has counted in memory."""


def save_taken(tally, save):
    """Call ``save`` with what ``tally`` has counted, if anything; it forgets it only when saved.

    ``tally``: ``take()`` returns all that is counted and forgets it, ``add()`` gives it back.
    """
    taken = tally.take()
    if not taken:
        return
    try:
        save(taken)
    except BaseException:
        tally.add(taken)
        raise

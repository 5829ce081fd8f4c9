"""What a question to the indexes of the measured portal costs: CPU time, one connection, warm."""
from itertools import combinations

from hanoiportal.base.garbage import left_for_later
from hanoiportal.shells.commands.environment import opened

from ..scale.asking import Asker, timed
from .corpus import SUBJECTS
from .serving import write_ini
from .table import at_most

#: In all items, or nearly.
COMMON = ('nhân', 'dân', 'công', 'hành', 'trên', 'quy')
TWO_WORDS = (*SUBJECTS, *map(' '.join, combinations(COMMON, 2)))
#: Milliseconds, at most: two words, one very common word, counts.
GATES = (3, 5, 5)


def rows(var, two_words=TWO_WORDS, gates=GATES):
    """Return the rows about the indexes of the portal in ``var``: 95th percentiles in ms.

    A server never goes through what its start has made to look for cycles; nor does this.
    """
    with opened(str(write_ini(var, 0)), str(var)) as environment, left_for_later():
        asker = Asker(environment.portal)
        hits = {query: asker.hits(query) for query in (*two_words, *COMMON)}
        two, one = (max(timed(ask, queries)[1] for ask in (asker.newest, asker.best))
                    for queries in (two_words, COMMON))
        counts = timed(lambda query: asker.counts(hits[query]), list(hits))[1]
    return [at_most('search of two words, newest or best 20 with count, p95 in the index',
                    two, gates[0], 'ms'),
            at_most('the same for one very common word', one, gates[1], 'ms'),
            at_most('facet counts over all hits, p95', counts, gates[2], 'ms')]

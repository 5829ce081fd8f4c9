"""Whatever is sent to whatever address: no failure, no trace of the program, nothing unescaped.

``make fuzz REQUESTS=100000`` sends more; ``docs/operations/security.md`` says when it was done.
They are sent in parts, each from a seed of its own: ``FIRST_SEED=7`` begins with that one, so that
what a stopped run has not sent can be sent later, and what failed be sent again.
"""
import logging
import os
import time
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, seed, settings

from matrix.fuzzing import faults, requests, views_of
from matrix.house import OTHER, SITE, STRANGERS

log = logging.getLogger(__name__)

REQUESTS = int(os.environ.get('REQUESTS', '200'))
FIRST_SEED = int(os.environ.get('FIRST_SEED', '4263'))
#: Hypothesis remembers what it has sent: so many at a time.
AT_ONCE = 2000
#: They get furthest, and send most.
STRONG = ('quantri', f'{SITE}-head', f'{SITE}-editor', f'{OTHER}-head') * 6
#: Seconds of the processor.
SLOWEST = 20


def admit(door, askers):
    """Log everybody in anew: what is rehearsed keeps no session alive over its idle minutes."""
    for asker in askers.values():
        asker.cookie = ''
        door.admit(asker)


@pytest.mark.clause('23.2')
@pytest.mark.clause('8.1')
def test_nothing_that_is_sent_makes_it_fail(door, house, askers):
    statuses, who = Counter(), sorted([*askers, *STRONG])

    def send(asked):
        began = time.process_time()
        answer = asked.sent_by(askers[asked.asker]).get_response(door._wsgi)
        statuses[answer.status_int] += 1

        assert not faults(asked, answer, asked.asker in STRANGERS), answer
        assert time.process_time() - began < SLOWEST

    odd = requests(views_of(house.registry), house.things, who)
    for part, begun in enumerate(range(0, REQUESTS, AT_ONCE), FIRST_SEED):
        admit(door, askers)
        few = settings(max_examples=min(AT_ONCE, REQUESTS - begun), deadline=None, database=None,
                       suppress_health_check=list(HealthCheck))
        seed(part)(few(given(odd)(send)))()
        log.warning('seed %s, %s requests: %s', part, statuses.total(), sorted(statuses.items()))
    assert {200, 404} <= set(statuses)

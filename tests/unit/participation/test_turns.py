"""Turns of a busy network: each later than the one before, each for one step."""
from collections import Counter

from hanoiportal.kernel.security.crypto.sealing import Sealing
from hanoiportal.participation.questions.turns import AHEAD, Turns
from hanoiportal.web.login.throttle import Throttles, read_limits

NOW = 1_800_000_000
NEAR, FAR = '203.0.113.9', '2001:db8::7'


def turns(limit='3/10'):
    throttles = Throttles(read_limits([f'ask-steps:{limit}']))
    return Turns(throttles.limits['ask-steps'], throttles.counts, Sealing('a' * 32))


def test_steps_beyond_the_limit_wait_for_the_windows_that_follow():
    given = turns()

    waits = [given.turn(NEAR, NOW + 4, '')[0] for _ in range(8)]

    assert waits == [0, 0, 0, 6, 9, 12, 16, 19]
    assert given.turn(FAR, NOW + 4, '')[0] == 0, 'another network'


def test_networks_do_not_come_all_at_once_when_a_window_begins():
    given = turns('10/10')
    dues = Counter(given.turn(f'192.0.2.{network}', NOW, '')[0]
                   for network in range(50) for _step in range(30))

    assert dues.pop(0) == 500  # of the window that runs
    assert dues == dict.fromkeys(range(10, 30), 50)


def test_a_turn_lets_one_step_in_when_it_comes():
    given = turns('1/10')
    given.turn(NEAR, NOW, '')
    waits, slip = given.turn(NEAR, NOW, '')

    assert given.turn(NEAR, NOW + waits - 1, slip) == (1, slip), 'not yet, and not a later one'
    assert given.turn(NEAR, NOW + waits, slip)[0] == 0
    assert given.turn(NEAR, NOW + waits, slip)[0] == 10, 'it was taken'
    assert given.turn(NEAR, NOW + waits, f'x{slip}')[0] == 20, 'nobody gave it'


def test_nobody_waits_longer_than_the_windows_that_are_given_away_in_advance():
    given = turns('1/10')

    assert max(given.turn(NEAR, NOW, '')[0] for _ in range(2 * AHEAD)) == AHEAD * 10


def test_who_is_in_no_network_and_who_is_not_limited_never_wait():
    assert not any(turns('1/10').turn('', NOW, '')[0] for _ in range(9))
    assert not any(turns('0/10').turn(NEAR, NOW, '')[0] for _ in range(9))

"""What follows from an answer: when to try again, when to give up, when to let a system rest."""
import datetime
import random
from types import SimpleNamespace

from hanoiportal.integration.deliveries.answers import receipt_of
from hanoiportal.integration.deliveries.interfaces import ACCEPTED, ENDED, LATER, REFUSED, Receipt
from hanoiportal.integration.deliveries.policy import (
    AGE,
    FAILURES,
    LONGEST,
    LONGEST_ASKED,
    TRIES,
    Breaker,
    broken,
    is_over,
    pause,
)
from hanoiportal.integration.webhooks.signing import headers_of
from hanoiportal.platform.http.interfaces import HttpAnswer

NOW = datetime.datetime(2026, 11, 24, 2, 30, tzinfo=datetime.timezone.utc)
#: A receiver whose answers are judged by their status alone.
BY_STATUS = SimpleNamespace(profile=None)


class Most:
    """Chance that always draws the greatest."""

    def uniform(self, least, most):
        return most


def test_a_status_says_what_follows():
    for status, outcome in (
            (200, ACCEPTED), (204, ACCEPTED), (299, ACCEPTED), (301, LATER), (307, LATER),
            (400, REFUSED), (401, LATER), (403, LATER), (404, LATER), (408, LATER), (410, ENDED),
            (413, REFUSED), (422, REFUSED), (425, LATER), (429, LATER), (500, LATER),
            (503, LATER)):
        assert receipt_of(HttpAnswer(status, {}, b'', ''), NOW, BY_STATUS).outcome == outcome


def test_a_pause_that_is_asked_for_is_read_in_both_ways():
    for said, seconds in (
            ('120', 120), ('Tue, 24 Nov 2026 02:40:00 GMT', 600),
            ('Tue, 24 Nov 2026 02:00:00 GMT', 0), ('', 0), ('soon', 0), ('-5', 0), ('²', 0),
            ('9' * 40, 9999999), ('1.5', 0)):
        answer = HttpAnswer(503, {'retry-after': said}, b'', '')
        assert receipt_of(answer, NOW, BY_STATUS).pause == seconds, said


def test_pauses_grow_and_end():
    assert [pause(tries, 0, Most()) for tries in (1, 2, 3, 9, 99)] == [
        5, 15, 45, LONGEST, LONGEST]
    assert pause(1, 900, Most()) == 900 and pause(1, 10 ** 7, Most()) == LONGEST_ASKED
    drawn = {pause(3, 0, random.Random(seed)) for seed in range(50)}
    assert len(drawn) == 50 and min(drawn) >= 22.5 and max(drawn) <= 45


def test_only_many_tries_over_long_are_enough():
    later = Receipt(LATER)
    assert not is_over(later, TRIES, AGE - 1) and not is_over(later, TRIES - 1, AGE * 9)
    assert is_over(later, TRIES, AGE) and is_over(Receipt(REFUSED), 1, 0)


def test_the_breaker_opens_rests_longer_and_closes():
    stands = Breaker()
    for number in range(FAILURES):
        assert not stands.until
        stands = broken(stands, Receipt(LATER), 100 + number, Most())
    assert stands == Breaker(FAILURES, 100, 104 + 30)
    assert broken(stands, Receipt(LATER), 200, Most()).until == 260
    assert broken(Breaker(99, 1, 2), Receipt(LATER), 200, Most()).until == 3800
    assert broken(stands, Receipt(LATER, pause=7200), 200, Most()).until == 7400
    for outcome in (ACCEPTED, REFUSED):
        assert broken(stands, Receipt(outcome), 200, Most()) == Breaker()


def test_the_signature_is_that_of_the_specification():
    """The example of the specification's reference libraries."""
    headers = headers_of(
        ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330,
        b'{"test": 2432232314}')
    assert headers['webhook-signature'] == 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='

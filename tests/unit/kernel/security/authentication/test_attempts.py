import datetime

import pytest
from hanoiportal.kernel.security.authentication.attempts import (
    Attempts,
    attempts_in,
    get_or_create_attempts,
)

NOW = datetime.datetime(2026, 11, 24, tzinfo=datetime.timezone.utc)
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def attempts():
    return Attempts()


def fail(attempts, times, now=NOW):
    for _ in range(times):
        attempts.failed('u1', now, 5, 12)


def test_the_fifth_wrong_password_closes_the_account_for_twelve_hours(attempts):
    fail(attempts, 4)
    assert attempts.closed_until('u1', NOW) is None

    fail(attempts, 1)
    assert attempts.closed_until('u1', NOW) == NOW + 12 * HOUR
    assert attempts.closed_until('u1', NOW + 12 * HOUR) is None


def test_trying_on_a_closed_account_does_not_close_it_for_longer(attempts):
    fail(attempts, 5)
    fail(attempts, 5, NOW + 6 * HOUR)

    assert attempts.closed_until('u1', NOW) == NOW + 12 * HOUR


def test_after_the_time_there_are_five_attempts_again(attempts):
    fail(attempts, 5)
    fail(attempts, 4, NOW + 13 * HOUR)

    assert attempts.closed_until('u1', NOW + 13 * HOUR) is None


def test_a_right_password_forgets_and_says_whether_anything_was_counted(attempts):
    fail(attempts, 4)

    assert attempts.forget('u1') is True
    assert attempts.forget('u1') is False


def test_names_that_nobody_has_are_only_counted_together(attempts):
    attempts.failed(None, NOW, 5, 12)

    assert attempts.unknown() == 1 and len(attempts.by_account) == 0


def test_reading_puts_nothing_into_the_database():
    root = {}

    assert attempts_in(root).closed_until('u1', NOW) is None
    assert root == {}
    assert get_or_create_attempts(root) is attempts_in(root)

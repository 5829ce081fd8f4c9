"""Throttles: a sliding window for each network."""
import datetime

import pytest
from hanoiportal.web.throttle import MOST_NETWORKS, Limit, Throttles, network_of, read_limits
from hypothesis import given
from hypothesis import strategies as st

NOON = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.timezone.utc)


def after(seconds):
    return NOON + datetime.timedelta(seconds=seconds)


def test_so_many_in_a_window_and_no_more():
    throttles = Throttles({'csv': Limit(3, 60)})

    assert [throttles.hit('csv', '192.0.2.1', after(n)) for n in range(4)] == [0, 0, 0, 57]
    assert throttles.hit('csv', '192.0.2.2', after(4)) == 0


@given(st.lists(st.integers(0, 600), max_size=60).map(sorted))
def test_a_burst_across_the_border_of_two_windows_is_bounded(moments):
    throttles = Throttles({'csv': Limit(5, 60)})

    passed = [at for at in moments if not throttles.hit('csv', '::1', after(at))]

    assert all(sum(at <= other < at + 30 for other in passed) <= 8 for at in passed)
    assert all(sum(at <= other < at + 60 for other in passed) <= 10 for at in passed)


def test_who_is_logged_in_is_counted_by_account_wherever_they_are():
    throttles = Throttles({'grant': Limit(1, 60)})

    assert [throttles.hit('grant', account, NOON) for account in ('u1', 'u2', 'u1')] == [0, 0, 60]


def test_zero_is_no_limit():
    throttles = Throttles({'csv': Limit(0, 60)})

    assert not any(throttles.hit('csv', '192.0.2.1', NOON) for _ in range(1000))


def test_memory_is_bounded():
    throttles = Throttles({'csv': Limit(1, 60)})

    for number in range(MOST_NETWORKS + 10):
        throttles.hit('csv', f'10.{number >> 16}.{number >> 8 & 255}.{number & 255}', NOON)

    assert len(throttles._counted) == MOST_NETWORKS


@pytest.mark.parametrize(('one', 'other', 'same'), [
    ('2001:db8::1', '2001:db8::ffff:1', True), ('2001:db8::1', '2001:db8:0:1::1', False),
    ('192.0.2.1', '::ffff:192.0.2.1', True), ('192.0.2.1', '192.0.2.2', False),
    ('fe80::1%eth0', 'fe80::2', True), ('unknown', '', True)])
def test_a_network_is_an_address_or_the_first_half_of_one(one, other, same):
    assert (network_of(one) == network_of(other)) is same


def test_limits_are_replaced_by_name():
    assert read_limits(('csv:7/30',))['csv'] == Limit(7, 30)

    for wrong in ('csv', 'csv:7', 'csv:x/3', 'csv:7/0', 'none:1/1', 'csv:-1/60'):
        with pytest.raises(ValueError, match=r'portal\.throttles'):
            read_limits((wrong,))

"""Throttles: a sliding window for each network."""
import datetime
import os
from multiprocessing import get_context

import pytest
from hanoiportal.web.login import counts
from hanoiportal.web.login.counts import KEY, WAYS, Counts
from hanoiportal.web.login.throttle import Limit, Throttles, network_of, read_limits
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


def test_where_all_places_are_taken_the_one_used_longest_ago_is_forgotten(monkeypatch):
    monkeypatch.setattr(counts, 'SETS', 1)
    throttles = Throttles({'csv': Limit(1, 60)})
    moments = {f'192.0.2.{number}': after(number) for number in range(WAYS)}
    for asker, at in moments.items():
        assert not throttles.hit('csv', asker, at)
    assert not throttles.hit('csv', '192.0.2.99', after(WAYS))

    again = {asker: throttles.hit('csv', asker, after(WAYS)) for asker in reversed(moments)}

    assert [asker for asker, wait in again.items() if not wait] == ['192.0.2.0']


def many(throttles, results):
    results.put(sum(not throttles.hit('csv', '192.0.2.1', NOON) for _ in range(20_000)))


def test_several_processes_count_together_to_the_last_one(tmp_path):
    throttles, forking = Throttles({'csv': Limit(50_000, 60)}), get_context('fork')
    results = forking.Queue()
    with open(tmp_path / 'counts', 'w+b') as file:
        file.write(os.urandom(KEY))
        file.flush()
        throttles.counts.share(file.fileno())
        processes = [forking.Process(target=many, args=(throttles, results)) for _ in range(4)]
        for each in processes:
            each.start()
        passed = [results.get(timeout=60) for _ in processes]
        for each in processes:
            each.join()
        wait = throttles.hit('csv', '192.0.2.1', after(1))

    assert (sum(passed), wait) == (50_000, 59)


def test_a_network_is_not_read_off_what_is_kept():
    one, other = Counts(), Counts()

    assert one.mark('csv 192.0.2.1') == one.mark('csv 192.0.2.1')
    assert len({each.mark(text) for each in (one, other) for text in ('a', 'b')}) == 4


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

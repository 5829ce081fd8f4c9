"""Moments as people read them."""
from datetime import datetime, timezone

from hanoiportal.base.clock import local, moment
from hypothesis import given
from hypothesis import strategies as st


@given(st.integers(-2_000_000_000, 7_000_000_000))
def test_a_moment_is_written_to_the_minute_by_hanois_clock(seconds):
    when = datetime.fromtimestamp(seconds, timezone.utc)

    assert moment(when) == local(when).strftime('%d/%m/%Y %H:%M')


def test_no_moment_is_nothing():
    assert moment(None) == ''

"""Dates and times in a line."""
from contextlib import suppress

import pytest
from hanoiportal.base.errors import Refused
from hanoiportal.content.transfer.moments import EARLIEST, LATEST, iso, moment
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(('text', 'utc'), [
    ('2025-08-16T08:00:00+07:00', '2025-08-16T01:00:00+00:00'),
    ('2025-08-16T08:00', '2025-08-16T01:00:00+00:00'),
    ('2025-08-16', '2025-08-15T17:00:00+00:00'),
    ('2025-08-16T08:00:00.25Z', '2025-08-16T08:00:00.250000+00:00'),
])
def test_iso_8601_is_read_and_a_time_without_zone_is_hanois(text, utc):
    assert iso(moment('date', text)) == utc


def test_what_is_none_or_beyond_the_lists_is_refused():
    for text in (
            '', 'hôm qua', '16/08/2025', '2025-02-30', '2025-08-16T25:00', '1969-12-31',
            '2106-01-02', '0001-01-01', '9999-12-31T23:59-12:00', 20250816, True, [], {}):
        with pytest.raises(Refused) as refused:
            moment('date', text)

        assert list(refused.value.reasons) == ['date'], text


def test_nothing_is_nothing():
    assert moment('date', None) is None
    assert iso(None) is None


@given(st.text(max_size=30))
def test_any_text_is_a_moment_or_refused(text):
    with suppress(Refused):
        assert EARLIEST <= moment('date', text) < LATEST

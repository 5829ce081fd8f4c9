"""Lines of JSON: what is read is what was written, in bounded memory."""
import io
import json

import pytest
from hanoiportal.base.errors import Refused
from hanoiportal.content.transfer.lines import LONGEST_LINE, TOO_LONG, lines, record, written
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

TEXT = st.text(st.characters(exclude_categories=('Cs',)))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda parts: st.lists(parts) | st.dictionaries(TEXT, parts), max_leaves=10)


@hypothesis_settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine
@given(st.lists(st.dictionaries(TEXT, VALUES), max_size=5))
def test_what_is_written_is_read_again(records):
    file = io.BytesIO(b''.join(map(written, records)))

    assert [record(raw) for _number, raw in lines(file)] == records


def test_blank_lines_count_but_are_not_given():
    assert list(lines(io.BytesIO(b'\n{}\n \n{}'))) == [(2, b'{}\n'), (4, b'{}')]


@pytest.mark.parametrize('end', [b'\n{}\n', b''])
def test_a_line_that_is_too_long_is_skipped(end):
    file = io.BytesIO(b'{}\n' + b'a' * (LONGEST_LINE + 1) + end)

    found = list(lines(file))

    assert found[1] == (2, TOO_LONG)
    assert [number for number, _raw in found] == ([1, 2, 3] if end else [1, 2])


def test_the_longest_line_is_read():
    raw = json.dumps({'a': ''}).encode() + b'\n'
    longest = raw[:-3] + b'a' * (LONGEST_LINE - len(raw)) + raw[-3:]

    [(number, found)] = lines(io.BytesIO(longest))

    assert (number, len(found)) == (1, LONGEST_LINE)
    assert record(found)['a'].startswith('aaa')


def test_an_escaped_pair_of_surrogates_is_a_character():
    assert record(b'{"a": "\\ud83d\\ude00"}') == {'a': '\U0001f600'}


def test_half_of_one_is_refused_wherever_it_stands():
    with pytest.raises(Refused):
        record(b'{"a": [{"\\ud83d": 1}]}')

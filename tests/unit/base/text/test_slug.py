import re

import pytest
from hanoiportal.base.text import slug
from hypothesis import given
from hypothesis import strategies as st

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize('title, expected', [
    ('4263/QĐ-UBND', '4263-qd-ubnd'),
    ('  Thông báo: lịch tiếp công dân (tháng 8)  ', 'thong-bao-lich-tiep-cong-dan-thang-8'),
    ('Đường dây nóng', 'duong-day-nong'),
    ('ﬁle', 'file'),
    ('!!!', 'muc'),
    ('', 'muc'),
])
def test_a_title_becomes_a_readable_address(title, expected):
    assert slug(title) == expected


@pytest.mark.parametrize('longest, expected', [
    (18, 'cong-thong-tin'), (19, 'cong-thong-tin-dien'), (20, 'cong-thong-tin-dien'), (4, 'cong'),
    (3, 'con')])
def test_a_long_title_ends_at_a_word(longest, expected):
    assert slug('Cổng thông tin điện tử', longest) == expected


@given(ANY_TEXT, st.integers(3, 100))
def test_a_slug_is_never_empty_nor_too_long_nor_odd(title, longest):
    made = slug(title, longest)

    assert re.fullmatch('[a-z0-9]+(-[a-z0-9]+)*', made)
    assert len(made) <= longest


@given(ANY_TEXT)
def test_the_slug_of_a_slug_is_itself(title):
    assert slug(slug(title)) == slug(title)

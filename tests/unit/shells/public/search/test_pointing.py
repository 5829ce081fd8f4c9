"""Where a result leads on its page: directives for the words that are marked."""
import re
from urllib.parse import unquote

import pytest
from hanoiportal.shells.public.search import textfragments as module
from hanoiportal.shells.public.search.textfragments import MOST


def pointing(marked):
    """Return what leads to what stands in brackets in ``marked``."""
    parts = re.split(r'[][]', marked)
    ends = [sum(map(len, parts[:number])) for number in range(1, len(parts))]
    return module.text_fragments(''.join(parts), list(zip(ends[::2], ends[1::2], strict=True)))


@pytest.mark.parametrize(('piece', 'address'), [
    ('mức [phí] mới', 'text=mức-,phí,-mới'),
    ('[hồ sơ] trực', 'text=hồ sơ,-trực'),
    ('chờ…hết [hồ sơ] trực…', 'text=hết-,hồ sơ,-trực'),
    ('của [ủy ban nhân dân các xã] và', 'text=của-,ủy ban,các xã,-và'),
    ('nộp [phí]…', 'text=nộp-,phí'),
    ('([phí]), lệ', 'text=phí'),
    ('[phí] rồi [lệ phí]',
     'text=rồi-,lệ phí&text=phí,-rồi'),
])
def test_a_run_of_words_is_named_with_the_words_beside_it(piece, address):
    assert unquote(pointing(piece)) == '#:~:' + address


def test_signs_of_the_grammar_are_written_otherwise():
    assert pointing('<b> [xã-ha] a&b,') == (
        '#:~:text=%3Cb%3E-,xã%2Dha,-a%26b%2C')


def test_nothing_marked_leads_to_the_page_itself():
    assert pointing('một hai…') == ''


def test_a_few_places_are_named_and_each_once():
    assert pointing('a [b] c ' * 9).count('text=') == 1
    assert pointing(''.join(f'{each} [b] ' for each in range(9))).count('text=') == MOST

"""Where a result leads on its page: directives for the words that are marked."""
from urllib.parse import unquote

import pytest
from hanoiportal.public.pointing import MOST, pointing


@pytest.mark.parametrize(('piece', 'address'), [
    ('mức <mark>phí</mark> mới', 'text=mức-,phí,-mới'),
    ('…<mark>hồ sơ</mark> trực', 'text=hồ sơ,-trực'),
    ('của <mark>ủy ban nhân dân các xã</mark> và', 'text=của-,ủy ban,các xã,-và'),
    ('nộp <mark>phí</mark>…', 'text=nộp-,phí'),
    ('(<mark>phí</mark>), lệ', 'text=phí'),
    ('<mark>phí</mark> rồi <mark>lệ phí</mark>',
     'text=rồi-,lệ phí&text=phí,-rồi'),
])
def test_a_run_of_words_is_named_with_the_words_beside_it(piece, address):
    assert unquote(pointing(piece)) == '#:~:' + address


def test_signs_of_the_grammar_and_of_html_are_written_otherwise():
    assert pointing('&lt;b&gt; <mark>xã-ha</mark> a&amp;b,') == (
        '#:~:text=%3Cb%3E-,xã%2Dha,-a%26b%2C')


def test_nothing_marked_leads_to_the_page_itself():
    assert pointing('một hai…') == ''


def test_a_few_places_are_named_and_each_once():
    assert pointing('a <mark>b</mark> c ' * 9).count('text=') == 1
    assert pointing(''.join(f'{each} <mark>b</mark> ' for each in range(9))).count('text=') == MOST

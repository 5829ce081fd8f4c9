import dataclasses
import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hanoiportal.base.legaltexts.html import cited_of, render
from hanoiportal.base.legaltexts.parser import parse
from hanoiportal.base.text import plain_text
from support import ROOT
from support.provisions import shown_words

TEXT = ROOT.joinpath(
    'config', 'hanoi', 'quyet-dinh-4263.txt').read_text(encoding='utf-8')


@pytest.fixture(scope='module')
def page():
    return ElementTree.fromstring(f'<main>{render(parse(TEXT))}</main>')


@pytest.mark.clause('14.2')
def test_a_visitor_reads_every_word():
    html = render(parse(TEXT))

    assert plain_text(html.replace('>§</a>', '></a>')).split() == shown_words(TEXT)


def test_every_provision_links_to_itself_and_says_where_to(page):
    ids = [element.get('id') for element in page.iter() if element.get('id')]
    links = [(link.get('href'), link.get('aria-label')) for link in page.iter('a')]

    assert [href for href, _ in links] == [f'#{anchor}' for anchor in ids]
    assert len(set(ids)) == len(ids) == 268
    assert ('#dieu-13-khoan-1-diem-e', 'Liên kết tới điểm e khoản 1 Điều 13') in links
    assert ('#quyet-dinh-dieu-1', 'Liên kết tới Điều 1 Quyết định') in links


def test_headings_go_down_one_level_at_a_time(page):
    tags = [element.tag for element in page.iter()]
    levels = [int(tag[1]) for tag in tags if re.fullmatch('h[1-6]', tag)]

    assert set(levels) == {2, 3, 4, 5}
    assert levels[0] == 2
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_section_has_a_heading_of_its_own(page):
    for section in page.iter('section'):
        assert sum(re.fullmatch('h[1-6]', child.tag) is not None for child in section) == 1


def test_a_page_may_ask_for_deeper_headings():
    html = render(parse('QUY CHẾ\nChương I\nMỘT\nĐiều 1. Hai\nBa.'), level=5)

    assert re.findall('<h([1-6])>', html) == ['5', '6', '6']


def test_what_looks_like_markup_is_text():
    html = render(parse('QUY CHẾ <b>\nĐiều 1. <script>alert("1")</script>\n1. a & b <i>\n\'x"'))

    assert re.findall('<(?:script|i)>', html) == []
    assert 'QUY CHẾ &lt;b&gt;' in html
    assert '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;' in html
    assert 'a &amp; b &lt;i&gt;' in html


def test_a_title_made_elsewhere_is_escaped_too():
    document = parse('QUY CHẾ\nĐiều 1. A.')
    part = dataclasses.replace(document.parts[0], title='<b>')

    assert '<h2>&lt;b&gt; <a' in render(dataclasses.replace(document, parts=(part,)))


def test_equal_documents_give_equal_pages_without_styles():
    html = render(parse(TEXT))

    assert html == render(parse(TEXT))
    assert ' style=' not in html


def test_a_part_says_how_it_is_cited_and_an_article_where_it_stands():
    page = ElementTree.fromstring(
        f'<main>{render(parse(TEXT), title="Quyết định số 4263/QĐ-UBND")}</main>')
    parts = [section.get('data-of') for section in page.findall('section')]
    here = {section.get('id'): section.get('data-here') for section in page.iter('section')}

    assert parts == ['số 4263/QĐ-UBND', 'Quy chế ban hành kèm theo Quyết định số 4263/QĐ-UBND']
    assert here['quyet-dinh-dieu-1'] == 'Quyết định số 4263/QĐ-UBND › Điều 1'
    assert here['dieu-13'] == 'Quyết định số 4263/QĐ-UBND › Quy chế › Điều 13'
    assert here['chuong-iii'] is None


def test_a_document_of_one_part_is_cited_by_its_title_alone():
    [part] = parse('QUYẾT ĐỊNH\nĐiều 1. Một.').parts

    assert cited_of('Quyết định số 1/QĐ-UBND', part, 0) == 'Quyết định số 1/QĐ-UBND'


def test_an_annex_is_cited_with_what_issued_it():
    parts = parse('QUYẾT ĐỊNH\nĐiều 1. A.\nQUY CHẾ\nĐiều 1. B.\nPHỤ LỤC I\nC').parts

    assert cited_of('Quyết định số 1/QĐ-UBND', parts[2], 2) == (
        'ban hành kèm theo Quyết định số 1/QĐ-UBND')
